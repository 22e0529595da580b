"""Numbers that Django itself would write into markup keep a point: they are measures of drawings and values
of boxes. What people read goes through legalops.web.formats.
"""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
