"""manage.py messages."""
