"""Forms of the matters app: they parse; services decide."""
