"""Checks of the LEDES XML formats."""
