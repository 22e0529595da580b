"""Files and invoices over the REST API."""
