"""Matters: the record around which everything turns; who works on it, who may see it, its money and dates."""
