"""Reading tables that people upload: CSV in the encodings of the field, and workbooks without macros."""

from legalops.imports.reading.tables import Formula, Limits, Table, open_table, refuse_old_formats

__all__ = ["Formula", "Limits", "Table", "open_table", "refuse_old_formats"]
