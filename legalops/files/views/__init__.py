"""Pages of files. Every one begins with what the person may see; the rest is absent (404)."""
