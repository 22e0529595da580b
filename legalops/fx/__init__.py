"""Exchange rates by date and source, and conversion to base currency. Owner: platform."""
