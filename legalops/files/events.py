"""Actions of files that the ledger knows. The subject is the record that holds the file, so that whoever may
not see the record sees none of its files' events.
"""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "files.file.added": "added a file",
    "files.version.added": "added a new version of a file",
    "files.file.changed": "changed how a file is kept",
    "files.file.removed": "removed a file",
}
LABELS = {
    "file": _("File"),
    "folder": _("Folder"),
    "size": _("Size"),
    "privileged": _("Privileged"),
    "shared": _("Shared with the requester"),
    "template": _("Template"),
}
MARKS = {
    "files.file.added": ("paperclip", "ok"),
    "files.version.added": ("paperclip", "progress"),
    "files.file.changed": ("edit", "neutral"),
    "files.file.removed": ("trash", "warn"),
}
# Which file an event was about is told although its name did not change.
REPEATED = ("file",)
