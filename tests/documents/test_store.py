"""Storing, reading back, verifying and serving."""

import errno
import hashlib
import io
import json
import os

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import RequestFactory

from legalops.documents import sniffing, storage
from legalops.documents.enums import ScanStatus
from legalops.documents.models import Document
from legalops.documents.services.reading import open_stored, verify_all
from legalops.documents.services.storing import store
from legalops.documents.serving import serve
from legalops.kernel.errors import DomainError, NotAllowed
from tests.documents.archives import LEDES, packed

# In two pieces, or scanners would take this file away.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
ACCEPTED = {sniffing.TEXT, sniffing.ZIP}


def put(actor, data=LEDES, name="may.txt", **options):
    """Store with usual limits."""
    options = {"max_bytes": 1_000_000, "allowed": ACCEPTED} | options
    return store(io.BytesIO(data), name=name, actor=actor, **options)


def files(root):
    """Every file in the store."""
    return [path for path in root.rglob("*") if path.is_file()]


def refused(actor, data, name="may.txt", **options):
    """The refusal; nothing may be left behind."""
    with pytest.raises(DomainError) as refusal:
        put(actor, data, name, **options)
    assert not Document.objects.exists()
    return refusal.value


def test_stored_under_its_hash_with_what_was_found(uploader, document_root):
    document = put(uploader, name="C:\\bills\\may.txt")
    digest = hashlib.sha256(LEDES).hexdigest()
    assert (document.sha256, document.size, document.media_type) == (digest, len(LEDES), sniffing.TEXT)
    assert (document.original_name, document.uploaded_by) == ("may.txt", uploader)
    assert document.scan_status == ScanStatus.NOT_SCANNED
    path = document_root / digest[:2] / digest
    assert files(document_root) == [path]
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (LEDES, 0o640)


def test_equal_uploads_share_one_file(uploader, document_root):
    first, second = put(uploader), put(uploader, name="copy.txt")
    assert first.uuid != second.uuid
    assert len(files(document_root)) == 1


def test_whole_file_is_copied_whatever_its_length(uploader):
    data = b"0123456789abcde\n" * 50_000
    with open_stored(put(uploader, data), verify=True) as file:
        assert file.read() == data


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "empty", "may.txt is empty"),
        (b"x" * 1_000_001, "too_large", "larger than 976.6"),
        (b"MZ\x90\0", "wrong_type", "a program"),
        (b"<html>", "wrong_type", "a web page"),
        (b"%PDF-1.4", "wrong_type", "may.txt is a PDF. Upload a zip archive or a text file instead."),
        (bytes(50), "wrong_type", "binary data, not text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "wrong_type", "a picture"),
        (b"hello\n%PDF-1.7\n", "polyglot", "two kinds"),
        (EICAR, "infected", "malware"),
    ],
)
def test_refusals_say_what_and_leave_nothing(uploader, document_root, data, code, words):
    refusal = refused(uploader, data)
    assert refusal.code == f"documents.{code}"
    assert words in refusal.message.replace("\xa0", " ")
    assert files(document_root) == []


def test_full_disk_is_said_and_leaves_nothing(uploader, document_root, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert refused(uploader, LEDES).code == "documents.no_space"
    assert files(document_root) == []
    monkeypatch.undo()
    assert put(uploader).pk


@pytest.mark.django_db(transaction=True)
def test_rolled_back_row_leaves_a_harmless_file(uploader, document_root):
    with transaction.atomic():
        put(uploader)
        transaction.set_rollback(True)
    assert not Document.objects.exists()
    assert list(verify_all()) == []


def test_missing_and_changed_files_are_noticed(uploader):
    missing, changed = put(uploader), put(uploader, b"other\n", "other.txt")
    storage.path_of(missing.sha256).unlink()
    storage.path_of(changed.sha256).write_bytes(b"forged\n")
    with pytest.raises(DomainError, match=r"may\.txt is missing"):
        open_stored(missing)
    with pytest.raises(DomainError, match="cannot be trusted"):
        open_stored(changed, verify=True)
    assert {(each.document_id, each.problem) for each in verify_all()} == {
        (missing.pk, "missing"),
        (changed.pk, "changed"),
    }


def test_storing_again_mends_a_changed_file(uploader):
    document = put(uploader)
    storage.path_of(document.sha256).write_bytes(b"forged\n")
    put(uploader)
    assert list(verify_all()) == []


def test_verify_command(uploader, capsys):
    document = put(uploader)
    call_command("documents", "verify")
    assert "1 documents, 0 damaged" in capsys.readouterr().out
    storage.path_of(document.sha256).unlink()
    with pytest.raises(SystemExit) as ended:
        call_command("documents", "verify", "--json")
    assert ended.value.code == 1
    assert json.loads(capsys.readouterr().out) == {
        "documents": 1,
        "damaged": [{"document_id": document.pk, "sha256": document.sha256, "problem": "missing"}],
    }


def test_nobody_sees_documents_but_through_their_owner(uploader):
    with pytest.raises(TypeError, match="visible_to"):
        Document.objects.visible_to(uploader)


@pytest.mark.parametrize(
    ("data", "name", "sent_as"),
    [
        (LEDES, 'büro "x".txt', "application/octet-stream"),
        (packed(("a.txt", LEDES)), "a.zip", "application/zip"),
    ],
)
def test_served_so_that_a_browser_only_saves_it(uploader, data, name, sent_as):
    response = serve(RequestFactory().get("/"), put(uploader, data, name))
    assert b"".join(response.streaming_content) == data
    response.close()
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert response["Content-Type"] == sent_as
    assert response["Content-Length"] == str(len(data))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_infected_file_is_not_given_out(uploader):
    document = put(uploader)
    document.scan_status = ScanStatus.INFECTED
    with pytest.raises(NotAllowed, match="malware"):
        serve(RequestFactory().get("/"), document)
