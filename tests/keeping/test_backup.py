"""A backup restored into another database is the same: rows, files and hashes."""

import io
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection

from legalops import jobs
from legalops.audit.models import AuditEvent
from legalops.documents import sniffing
from legalops.documents.models import Document
from legalops.documents.services.storing import store
from legalops.documents.storage import path_of
from legalops.jobs.enums import JobState
from legalops.keeping.backups.making import count_rows, make_backup
from legalops.keeping.enums import Kind
from legalops.keeping.services.recording import last_run
from matters.models import Matter
from tests.factories import make_matter, make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def stored(settings, tmp_path):
    """Two files, one of them uploaded twice, and a matter."""
    settings.DOCUMENT_ROOT = tmp_path / "documents"
    person = make_person("attorney")
    make_matter(lead=person, name="Ünlike v. “Others”")
    for text in (b"one", b"one", b"two"):
        store(io.BytesIO(text), name="a.txt", actor=person, max_bytes=99, allowed=[sniffing.TEXT])


@contextmanager
def another_database():
    """An empty database beside the test's own; gone afterwards."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield name
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def restore(folder, name, files):
    """The command as an operator runs it, in a process of its own."""
    given = {key: text for key, text in _plain(connection.get_connection_params()).items() if key != "dbname"}
    address = f"postgres:///{name}?{urlencode(given)}"
    env = {
        **os.environ,
        "DATABASE_URL": address,
        "STORAGE_URL": f"file://{files}",
        "LO_BOOTSTRAP": "off",
    }
    command = [sys.executable, "manage.py", "restore", str(folder), "--json"]
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True)


def rows_of(name, sql):
    beside = psycopg2.connect(**_plain(connection.get_connection_params()) | {"dbname": name})
    try:
        with beside.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()
    finally:
        beside.close()


def test_what_is_restored_is_the_same(tmp_path):
    before = count_rows()
    folder, manifest = make_backup(tmp_path)
    assert manifest.rows == before
    assert len(manifest.files) == 2
    assert oct(folder.stat().st_mode)[-3:] == "700"
    with another_database() as name:
        said = restore(folder, name, tmp_path / "elsewhere")
        assert (said.returncode, said.stderr) == (0, "")
        assert json.loads(said.stdout)["rows"] == sum(before.values())
        assert rows_of(name, "SELECT name FROM matters_matter") == [(Matter.objects.get().name,)]
        assert rows_of(name, "SELECT count(*) FROM audit_auditevent")[0][0] > before["audit_auditevent"]
        hashes = {sha256 for (sha256,) in rows_of(name, "SELECT DISTINCT sha256 FROM documents_document")}
        for sha256 in hashes:
            copied = tmp_path / "elsewhere" / sha256[:2] / sha256
            assert copied.read_bytes() == path_of(sha256).read_bytes()
        again = restore(folder, name, tmp_path / "elsewhere")
        assert again.returncode == 2
        assert "restoring overwrites nothing" in again.stderr
        with pytest.raises(psycopg2.errors.RaiseException):  # the guards came back with the tables
            rows_of(name, "DELETE FROM audit_auditevent")


def test_a_damaged_backup_restores_nothing(tmp_path):
    folder, manifest = make_backup(tmp_path)
    sha256 = next(iter(manifest.files))
    (folder / "documents" / sha256[:2] / sha256).write_bytes(b"changed")
    with another_database() as name:
        said = restore(folder, name, tmp_path / "elsewhere")
        assert said.returncode == 2
        assert f"The backup is damaged: {sha256} is missing or was changed." in said.stderr
        assert rows_of(name, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
        assert not (tmp_path / "elsewhere").exists()


def test_damaged_files_are_named_and_the_rest_is_kept(tmp_path):
    gone, changed = Document.objects.values_list("sha256", flat=True).distinct().order_by("sha256")
    path_of(gone).unlink()
    path_of(changed).write_bytes(b"changed")
    _folder, manifest = make_backup(tmp_path)
    assert manifest.damaged == {gone: "missing", changed: "changed"}
    assert not last_run(Kind.BACKUP).is_whole
    assert AuditEvent.objects.filter(action="keeping.backup.done").count() == 1


def test_rows_written_while_it_runs_are_not_half_in_it(tmp_path, monkeypatch):
    from legalops.keeping.backups import programs

    real = programs.run

    def slowly(*given):
        beside = psycopg2.connect(**_plain(connection.get_connection_params()))
        with beside, beside.cursor() as cursor:
            cursor.execute("INSERT INTO accounts_team (name) VALUES (%s)", ["Meanwhile"])
        beside.close()
        return real(*given)

    monkeypatch.setattr(programs, "run", slowly)
    folder, manifest = make_backup(tmp_path)
    assert manifest.rows["accounts_team"] == count_rows()["accounts_team"] - 1
    with another_database() as name:
        said = restore(folder, name, tmp_path / "elsewhere")
        assert (said.returncode, said.stderr) == (0, "")


def _plain(given):
    return {key: given[key] for key in ("dbname", "user", "host", "password", "port") if given.get(key)}


def test_runs_of_commands_are_told_on_the_health_page(client, tmp_path):
    client.force_login(make_person("administrator"))
    body = client.get("/admin/health/").content.decode()
    assert "None yet. “manage.py backup FOLDER” makes one" in body
    call_command("audit", "seal")
    call_command("audit", "verify")
    call_command("documents", "verify")
    call_command("backup", str(tmp_path))
    body = client.get("/admin/health/").content.decode()
    assert "rows and 2 files" in body
    assert "whole. 2 files." in body
    assert "sealed events." in body
    assert "Not yet." not in body
    path_of(Document.objects.values_list("sha256", flat=True)[0]).unlink()
    with pytest.raises(SystemExit):
        call_command("documents", "verify")
    assert "DAMAGE FOUND" in client.get("/admin/health/").content.decode()


def test_a_folder_that_is_none_is_refused_in_words(tmp_path, capsys):
    for command, folder in (("backup", tmp_path / "none"), ("restore", tmp_path)):
        with pytest.raises(SystemExit) as ended:
            call_command(command, str(folder))
        assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "There is no folder" in said
    assert "has no readable manifest.json" in said


@pytest.fixture
def shelf(settings, tmp_path):
    """Where the daily backup goes."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    settings.BACKUP_FOLDER, settings.BACKUPS_KEPT = str(folder), 2
    return folder


def by_the_clock():
    job = jobs.enqueue("keeping.back_up")
    jobs.run_pending()
    job.refresh_from_db()
    return job


def test_the_clock_makes_one_and_keeps_the_newest(shelf, client):
    (shelf / "legalops-20200101T000000Z").mkdir()  # somebody's own folder: it has no manifest
    (shelf / "legalops-20200102T000000Z.part").mkdir()
    os.utime(shelf / "legalops-20200102T000000Z.part", (0, 0))
    for day in (1, 2):
        copied = make_backup(shelf)[0]
        copied.rename(shelf / f"legalops-2021010{day}T000000Z")
    job = by_the_clock()
    kept = sorted(one.name for one in shelf.iterdir())
    assert kept == ["legalops-20200101T000000Z", "legalops-20210102T000000Z", job.result["made"]]
    assert job.result["removed"] == 1
    client.force_login(make_person("administrator"))
    assert "the newest 2 are kept" in client.get("/admin/health/").content.decode()


def test_a_folder_that_went_away_fails_in_sight_and_removes_nothing(shelf, settings):
    make_backup(shelf)[0].rename(shelf / "legalops-20210101T000000Z")
    settings.BACKUP_FOLDER = str(shelf / "gone")
    job = by_the_clock()
    assert job.state in (JobState.FAILED, JobState.QUEUED)
    assert "There is no folder" in job.error
    assert len(list(shelf.iterdir())) == 1


def test_without_a_folder_nothing_is_made(settings):
    settings.BACKUP_FOLDER = ""
    assert by_the_clock().result == {"made": ""}
    assert last_run(Kind.BACKUP) is None
