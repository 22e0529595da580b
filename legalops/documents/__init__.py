"""Stored files: content-addressed, sniffed, served safely by the apps that own the link. Owner: platform."""
