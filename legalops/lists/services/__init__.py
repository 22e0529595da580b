"""The verbs of saved views."""
