"""Tags of workflows."""
