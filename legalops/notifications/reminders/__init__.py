"""Reminders, the parts that need no database: which rung is due, what it says, whom it means."""
