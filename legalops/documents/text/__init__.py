"""The text of stored files: read once for each content, in a process of its own that may fail."""
