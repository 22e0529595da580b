"""The page of branding, and what pages load of it."""
