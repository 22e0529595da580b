"""Custom fields as pages show them."""
