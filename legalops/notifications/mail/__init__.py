"""E-mail: what a letter says, and what the server's answer means."""
