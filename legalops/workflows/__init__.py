"""Workflows as data: stages, transitions, guards, entry actions, routing, SLA clocks. Owner: platform."""
