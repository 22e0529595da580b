"""Webhooks: targets kept, events relayed from the ledger, deliveries sent."""
