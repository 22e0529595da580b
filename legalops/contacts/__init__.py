"""Contact cards: people and organisations outside the department, written once, used on many records."""
