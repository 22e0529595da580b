"""Webhooks, the parts that need no database: what is sent, signed how, tried when."""
