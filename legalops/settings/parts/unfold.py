"""The admin console's look."""

UNFOLD = {
    "SITE_TITLE": "LegalOps administration",
    "SITE_HEADER": "LegalOps",
    "SITE_SYMBOL": "gavel",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SIDEBAR": {"show_search": True, "show_all_applications": True},
}
