"""What the demo department looks like, made by pure functions from a seed, a size and a date."""
