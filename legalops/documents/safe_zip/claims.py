"""What the central directory claims about each entry, judged before any byte is inflated."""

import re
import stat
import zipfile

from legalops.documents.names import clean_name
from legalops.documents.safe_zip.limits import ZipLimits
from legalops.documents.safe_zip.refusals import refusal
from legalops.web.formats import file_size

_NESTED = (".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".zst", ".cab", ".jar")
# What macOS and Windows add to archives by themselves.
_LITTER = {".ds_store", "thumbs.db", "desktop.ini"}
_ENCRYPTED = 0x1 | 0x40 | 0x2000


def wanted_entries(archive: zipfile.ZipFile, limits: ZipLimits) -> list[zipfile.ZipInfo]:
    """The archive's files in directory order, without folders and system litter. Raises DomainError."""
    for entry in archive.infolist():
        _check_name(entry)
    files = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_litter(entry)]
    for entry in files:
        _check_entry(entry, limits)
    _check_names_differ(files)
    _check_total(files, limits)
    if not files:
        raise refusal("zip_empty")
    return files


def _check_name(entry: zipfile.ZipInfo) -> None:
    # The name as stored: zipfile cuts at NUL and turns backslashes on some systems.
    name = entry.orig_filename
    parts = re.split(r"[/\\]", name)
    if "\0" in name or parts[0] == "" or ".." in parts or re.match(r"[A-Za-z]:", name):
        raise refusal("zip_unsafe_name", name=clean_name(name.replace("/", "⁄").replace("\\", "⁄")))


def _is_litter(entry: zipfile.ZipInfo) -> bool:
    parts = entry.filename.lower().split("/")
    return parts[0] == "__macosx" or parts[-1] in _LITTER


def _check_entry(entry: zipfile.ZipInfo, limits: ZipLimits) -> None:
    name = clean_name(entry.filename)
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise refusal("zip_link", name=name)
    if entry.flag_bits & _ENCRYPTED:
        raise refusal("zip_encrypted", name=name)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusal("zip_method", name=name)
    if name.lower().endswith(_NESTED):
        raise refusal("zip_nested", name=name)
    if entry.file_size > limits.ratio_from and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        raise refusal("zip_bomb", name=name, limit=limits.ratio)


def _check_names_differ(files: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in files:
        if entry.filename in seen:
            raise refusal("zip_duplicate_name", name=clean_name(entry.filename))
        seen.add(entry.filename)


def _check_total(files: list[zipfile.ZipInfo], limits: ZipLimits) -> None:
    inflated, packed = sum(each.file_size for each in files), sum(each.compress_size for each in files)
    if inflated > limits.total_bytes:
        raise refusal("zip_too_large", limit=file_size(limits.total_bytes))
    if inflated > limits.ratio_from and inflated > limits.ratio * max(packed, 1):
        raise refusal("zip_bomb", limit=limits.ratio)
