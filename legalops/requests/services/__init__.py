"""The verbs of requests; moving one is `legalops.workflows.services.move`."""
