"""Forms of the billing app: they parse; services decide."""
