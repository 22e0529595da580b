"""Law firms and other vendors: offices, timekeepers, rates, the people who use the portal."""
