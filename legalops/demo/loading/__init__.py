"""Making a plan real through the services, in the order in which it would have happened."""
