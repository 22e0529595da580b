"""Approvals: policies, steps, requests and decisions, whatever is to be approved. Owner: platform.

from legalops.approvals.services import decide, request_approval

A kind of record takes part by registering a `Subject` (legalops.approvals.registry) when its app is ready;
what an approval does to the record happens in its callbacks, in the same transaction.
"""
