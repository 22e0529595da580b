"""Metrics, rollups and dashboards: derived data that can always be rebuilt from facts."""
