"""How like two names are, and why: plain Python, no Django, so that it can be tried on its own.

Names of people and organisations are compared after what does not tell them apart is taken off: case,
accents, punctuation, order of words, legal forms. What remains is compared word by word by spelling, sound,
initials and short forms of given names (domain/features.md 2.18).
"""

from .comparing import Likeness, Why, compare
from .normal import Plain, plain
from .sounds import sounds_of_name, sounds_of_word

__all__ = ["Likeness", "Plain", "Why", "compare", "plain", "sounds_of_name", "sounds_of_word"]
