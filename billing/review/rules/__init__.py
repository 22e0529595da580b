"""The rules, one module per concern; each ends in `RULES`, which `billing.review.catalogue` gathers."""
