"""What rules did by themselves: each run with its input, its effect or its error. Owner: platform."""
