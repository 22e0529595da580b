"""Files on records: what people attach to a matter or a request, in versions. Owner: platform."""
