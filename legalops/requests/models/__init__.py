"""Requests and their types."""

from .request import Participant, Request
from .request_type import RequestType

__all__ = ["Participant", "Request", "RequestType"]
