"""Money, periods, clock, errors, events and ids: no models, importable by everyone."""
