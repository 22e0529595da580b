"""The style page's samples: every component once, on rows that need no domain."""
