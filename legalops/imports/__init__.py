"""Imports: rows of a file become records through the services that people use, after a rehearsal."""
