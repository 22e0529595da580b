"""How Django itself writes numbers in this language."""
