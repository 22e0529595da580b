"""The exact streaming reader: pure Python, names every fault."""
