"""Custom fields: what a department adds to its records without code, and who answers for every field."""
