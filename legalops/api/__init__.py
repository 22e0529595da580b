"""What every part of the REST API shares: tokens and scopes, pages, errors, versions, idempotency."""
