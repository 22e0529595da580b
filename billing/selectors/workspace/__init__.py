"""The review page, zone by zone; every read starts from an invoice that the person may see."""
