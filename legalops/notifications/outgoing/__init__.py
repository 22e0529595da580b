"""The one client for requests to other systems: public addresses only, no redirects, short, small answers."""

from legalops.notifications.outgoing.addresses import Refused, check_url
from legalops.notifications.outgoing.client import Reply, Unreachable, post

__all__ = ["Refused", "Reply", "Unreachable", "check_url", "post"]
