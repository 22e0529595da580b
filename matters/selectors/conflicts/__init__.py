"""What conflict checks look through, and what their pages show."""
