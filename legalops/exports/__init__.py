"""The full export: every record and document a person may see, in files any program reads."""
