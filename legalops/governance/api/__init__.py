"""People, roles, teams and calendars over the REST API."""
