"""Page-shaped reads of the dashboards app."""
