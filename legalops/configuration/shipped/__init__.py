"""Sections of packages that lie below this one."""
