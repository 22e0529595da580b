"""What runs in the limited process: knows files and limits, neither Django nor the database."""
