"""Exports: the rows a person sees, as CSV (streamed) or XLSX, with formulas made harmless."""

from legalops.web.exports.neutral import neutralise
from legalops.web.exports.recording import record_export
from legalops.web.exports.responses import respond, respond_csv
from legalops.web.exports.sheets import Sheet, csv_lines, write_xlsx

__all__ = ["Sheet", "csv_lines", "neutralise", "record_export", "respond", "respond_csv", "write_xlsx"]
