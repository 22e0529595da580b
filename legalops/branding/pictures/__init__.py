"""Pictures for a logo: taken apart, checked and put together again from what is needed to draw them. Pure.

What comes out holds no metadata, nothing after its end, and no part that a browser could take for another
kind of file.
"""

from legalops.branding.pictures.cleaning import cleaned
from legalops.branding.pictures.picture import Picture, Unsound

__all__ = ["Picture", "Unsound", "cleaned"]
