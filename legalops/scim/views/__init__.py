"""The SCIM endpoints."""
