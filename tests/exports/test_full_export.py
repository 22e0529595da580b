"""The archive: whole for the operator, without what is hidden for everyone else, and harmless to open."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from billing.models import Submission
from legalops.access.services import assign_role
from legalops.audit.models import AuditEvent
from legalops.documents.services.storing import store
from legalops.documents.sniffing import TEXT
from legalops.exports.models import FullExport
from legalops.exports.services.exporting import remove_old
from legalops.jobs.services.running import run_pending
from tests.factories import make_biller, make_firm, make_matter, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    person = make_person("administrator", name="Ada Admin")
    assign_role(person, "legal_ops_manager")
    return person


@pytest.fixture
def client(administrator):
    client = Client()
    client.force_login(administrator)
    return client


def rows(archive, table):
    text = archive.read(f"tables/{table}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def made_by(client):
    assert client.post("/exports/all/ask/").status_code == 303
    run_pending(propagate=True)
    made = FullExport.objects.latest("pk")
    answer = client.get(f"/exports/all/{made.pk}/download/")
    return made, zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_the_archive_holds_what_the_person_sees_and_nothing_hidden(client):
    make_matter(name="Open Aldersyde")
    make_matter(name="Secret Borrowdale", restricted=True)
    make_firm(code="evil", name="=HYPERLINK(1)")
    _made, archive = made_by(client)
    assert [row["name"] for row in rows(archive, "matters.matter")] == ["Open Aldersyde"]
    assert rows(archive, "vendors.firm")[0]["name"] == "'=HYPERLINK(1)"
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Borrowdale" not in everything
    assert b"restricted matters" in archive.read("README.txt")
    schema = {table["table"]: table for table in json.loads(archive.read("schema.json"))}
    lead = next(c for c in schema["matters.matter"]["columns"] if c["name"] == "lead_id")
    assert lead["refers_to"] == "accounts.user"
    assert schema["matters.matter"]["rows"] == 1


def test_no_password_token_or_session_leaves(client, administrator):
    _made, archive = made_by(client)
    assert set(rows(archive, "accounts.user")[0]) == {
        "id", "email", "full_name", "job_title", "is_active", "date_joined",
    }  # fmt: skip
    assert not [name for name in archive.namelist() if "token" in name or "session" in name]
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert administrator.password.encode() not in everything


def test_asking_making_and_downloading_are_in_the_ledger(client):
    made, archive = made_by(client)
    actions = AuditEvent.objects.filter(subject_type="exports.fullexport").order_by("pk")
    assert [event.action for event in actions] == [
        "exports.full.asked", "exports.full.made", "exports.full.downloaded",
    ]  # fmt: skip
    assert "tables/audit.auditevent.csv" in archive.namelist()
    assert made.size == made.path.stat().st_size


def test_an_archive_is_gone_after_a_week(client):
    made, _archive = made_by(client)
    past = made.made_at - timedelta(days=8)
    FullExport.objects.filter(pk=made.pk).update(made_at=past, created_at=past)
    assert client.get(f"/exports/all/{made.pk}/download/").status_code == 404
    assert remove_old() == 1
    assert not made.path.exists()


def test_it_is_for_administrators_and_its_own_person_alone(client):
    made, _archive = made_by(client)
    other = Client()
    other.force_login(make_person("administrator"))
    assert other.get(f"/exports/all/{made.pk}/download/").status_code == 404
    manager = Client()
    manager.force_login(make_person("legal_ops_manager"))
    assert manager.get("/exports/all/").status_code == 403


def test_the_operator_takes_everything_with_the_documents(tmp_path, capsys):
    make_matter(name="Secret Borrowdale", restricted=True)
    firm = make_firm()
    biller = make_biller(firm)
    file = SimpleUploadedFile("invoice.txt", b"LEDES1998B[]")
    document = store(file, name="invoice.txt", actor=biller, max_bytes=100, allowed={TEXT})
    Submission.objects.create(firm=firm, document=document, file_name="invoice.txt", uploaded_by=biller)
    call_command("export", "all", str(tmp_path))
    (path,) = tmp_path.iterdir()
    archive = zipfile.ZipFile(path)
    assert [row["name"] for row in rows(archive, "matters.matter")] == ["Secret Borrowdale"]
    assert rows(archive, "matters.matterevent")
    assert set(rows(archive, "accounts.user")[0]) >= {"email"}
    heads = [archive.read(name).split(b"\n")[0] for name in archive.namelist() if name.startswith("tables/")]
    assert not [head for head in heads if b"password" in head or b"secret" in head]
    assert not [name for name in archive.namelist() if "session" in name or "token" in name]
    assert archive.read(f"documents/{document.sha256}") == b"LEDES1998B[]"
    assert document.sha256 in archive.read("documents.csv").decode()
