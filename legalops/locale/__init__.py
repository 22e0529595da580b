"""The words of the product in other languages, and what Django asks of a language."""
