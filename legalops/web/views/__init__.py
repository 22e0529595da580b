"""The frame's own pages: home, palette, counts, style page."""
