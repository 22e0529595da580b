"""People and teams, and how they sign in. Owner: platform."""
