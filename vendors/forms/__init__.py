"""Forms of the vendors app: they parse; services decide."""
