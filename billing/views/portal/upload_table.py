"""The portal's list of uploads."""

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from billing.models import Upload
from legalops.web.formats import instant
from legalops.web.tables import Column, EmptyState, Table


def upload_url(upload: Upload) -> str:
    """The upload's page."""
    return reverse("portal:upload", args=[upload.reference])


def _outcome(upload: Upload) -> str:
    said = (
        ngettext("%d taken in", "%d taken in", upload.taken) % upload.taken if upload.taken else "",
        ngettext("%d sent before", "%d sent before", upload.repeated) % upload.repeated
        if upload.repeated
        else "",
        ngettext("%d not taken in", "%d not taken in", upload.not_taken) % upload.not_taken
        if upload.not_taken
        else "",
    )
    return ", ".join(each for each in said if each)


def _count(upload: Upload) -> int:
    return upload.taken + upload.repeated + upload.not_taken


def _named(upload: Upload) -> str:
    rest = _count(upload) - 1
    if rest < 1:
        return upload.first_name
    said = ngettext("%(name)s and %(rest)d more", "%(name)s and %(rest)d more", rest)
    return said % {"name": upload.first_name, "rest": rest}


class UploadTable(Table):
    """Every time the firm sent files."""

    id = "portal-uploads"
    noun = _("uploads")
    noun_one = _("upload")
    default_sort = "-uploaded"
    empty = EmptyState(
        _("Nothing was uploaded yet"),
        _("Every upload is listed here with what became of its files."),
        _("Upload a LEDES file"),
        reverse_lazy("portal:home"),
        "cloud-upload",
    )
    row_url = staticmethod(upload_url)
    columns = (
        Column(
            "uploaded",
            _("Uploaded"),
            "link",
            value=lambda row: instant(row.uploaded_at),
            sort="uploaded_at",
            href=upload_url,
            fixed=True,
        ),
        Column("named", _("Files"), value=_named),
        Column("files", _("How many"), "number", value=_count, places=0),
        Column("outcome", _("Outcome"), value=_outcome),
        Column("by", _("Uploaded by"), value="uploaded_by__full_name", sort="uploaded_by__full_name"),
    )
