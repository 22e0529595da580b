"""Reading zip archives that strangers made.

Everything the archive claims is checked before the first byte is inflated, and what the claims cannot be
trusted for (sizes) is counted while inflating. Nothing is ever extracted to a path of the archive's choice.
Source: domain/reliability.md §2.4.
"""

from legalops.documents.safe_zip.limits import ZipLimits
from legalops.documents.safe_zip.reading import ZipMember, members

__all__ = ["ZipLimits", "ZipMember", "members"]
