"""A backup: one folder with the database, the stored files, and a manifest of both."""
