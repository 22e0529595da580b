"""Reminders: rules kept, and run once a day each."""
