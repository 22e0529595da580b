"""What every screen is made of: frame, tables, filters, panels, exports, htmx. Knows no domain. Owner:
platform.
"""
