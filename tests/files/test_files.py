"""Files on matters and requests: who adds, sees and changes them, in versions, and what is refused."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from legalops.audit.models import AuditEvent
from legalops.exports.contents import documents, tables
from legalops.files.models import File
from legalops.files.services.adding import Kept, add_file
from legalops.files.services.changing import remove_file
from legalops.kernel.errors import DomainError, NotFound
from tests.documents.archives import packed
from tests.factories import make_biller, make_firm, make_matter, make_person, make_request, raise_wall

pytestmark = pytest.mark.django_db


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(words: str, name: str = "advice.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words.encode())


def added(record, person, words: str = "Advice", name: str = "advice.txt", **kept) -> File:
    return add_file(
        record, io.BytesIO(words.encode()), name=name, kept=Kept(**kept), actor=person
    ).version.file


@pytest.fixture
def matter():
    return make_matter()


def test_several_files_are_dropped_listed_and_downloaded(matter):
    client = client_of(matter.lead)
    url = reverse("files:list", args=["matter", matter.pk])
    client.post(url, {"files": [text("One", "one.txt"), text("Two", "two.txt")], "folder": "Pleadings"})
    page = client.get(reverse("matters:files", args=[matter.number])).content.decode()
    assert "one.txt" in page
    assert "two.txt" in page
    assert "Pleadings" in page
    one = File.objects.get(name="one.txt")
    sent = client.get(reverse("files:download", args=[one.reference]))
    assert sent.getvalue() == b"One"
    assert sent["Content-Disposition"] == 'attachment; filename="one.txt"'
    assert sent["X-Content-Type-Options"] == "nosniff"


def test_the_same_name_is_the_next_version_and_the_same_bytes_are_none(matter):
    file = added(matter, matter.lead)
    again = added(matter, matter.lead, "Better advice", "ADVICE.txt")
    assert again.pk == file.pk
    file.refresh_from_db()
    assert file.current.number == 2
    same = add_file(matter, io.BytesIO(b"Better advice"), name="advice.txt", actor=matter.lead)
    assert not same.is_new
    assert file.versions.count() == 2
    first = client_of(matter.lead).get(reverse("files:version", args=[file.reference, 1]))
    assert first.getvalue() == b"Advice"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("run.txt", b"MZ\x90", "documents.wrong_type"),
        ("page.pdf", b"<html><script>", "documents.wrong_type"),
        ("empty.pdf", b"", "documents.empty"),
        ("bomb.docx", packed(("word/document.xml", b"0" * 30_000_000)), "documents.zip_bomb"),
        ("evil.zip", packed(("../../etc/passwd", b"x")), "documents.zip_unsafe_name"),
    ],
)
def test_what_is_hostile_is_refused_and_nothing_stays(matter, name, content, code):
    with pytest.raises(DomainError) as refusal:
        add_file(matter, io.BytesIO(content), name=name, actor=matter.lead)
    assert refusal.value.code == code
    assert not File.objects.exists()


def test_one_bad_file_of_several_is_named_and_the_others_stay(matter):
    url = reverse("files:list", args=["matter", matter.pk])
    sent = {"files": [text("Good", "good.txt"), SimpleUploadedFile("bad.txt", b"MZ\x90")]}
    answer = client_of(matter.lead).post(url, sent, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "bad.txt is a program." in said
    assert said.count("a picture") == 1
    assert "good.txt" in answer.content.decode()


def test_hostile_names_are_only_shown(matter):
    file = added(matter, matter.lead, name="../../x\u202e<b>.txt")
    assert file.name == "x<b>.txt"
    page = client_of(matter.lead).get(reverse("matters:files", args=[matter.number])).content.decode()
    assert "x&lt;b&gt;.txt" in page


def test_a_wall_hides_files_at_once_and_firms_see_none(matter):
    firm = make_firm()
    matter.engagements.create(firm=firm, started_on="2026-01-05")
    manager, biller = make_person("legal_ops_manager"), make_biller(firm)
    file = added(matter, matter.lead)
    page = reverse("files:file", args=[file.reference])
    assert client_of(manager).get(page).status_code == 200
    assert client_of(biller).get(page).status_code == 404
    raise_wall(matter, manager)
    assert client_of(manager).get(page).status_code == 404
    with pytest.raises(NotFound):
        added(matter, manager)


def test_requesters_see_what_is_shared_and_their_own(matter):
    rosa, elena = make_person("requester"), make_person("legal_ops_manager")
    request = make_request(rosa)
    secret, shared = (
        added(request, elena, "a", "memo.txt"),
        added(request, elena, "b", "draft.txt", shared=True),
    )
    own = added(request, rosa, "c", "theirs.txt")
    client = client_of(rosa)
    page = client.get(reverse("requests:request", args=[request.number])).content.decode()
    assert "draft.txt" in page
    assert "theirs.txt" in page
    assert "memo.txt" not in page
    assert client.get(reverse("files:download", args=[secret.reference])).status_code == 404
    assert client.get(reverse("files:remove", args=[shared.reference])).status_code == 403
    assert client.get(reverse("files:remove", args=[own.reference])).status_code == 200
    assert own.shared


def test_a_requesters_file_never_becomes_a_version_of_a_hidden_one():
    rosa, elena = make_person("requester"), make_person("legal_ops_manager")
    request = make_request(rosa)
    hidden = added(request, elena, "a", "memo.txt")
    assert added(request, rosa, "b", "memo.txt").pk != hidden.pk


def test_removing_needs_a_reason_and_stays_in_the_ledger(matter):
    file = added(matter, matter.lead)
    with pytest.raises(DomainError):
        remove_file(file, reason=" ", actor=matter.lead)
    client = client_of(matter.lead)
    client.post(reverse("files:remove", args=[file.reference]), {"reason": "Sent by mistake"})
    assert client.get(reverse("files:file", args=[file.reference])).status_code == 404
    event = AuditEvent.objects.get(action="files.file.removed")
    assert (event.before["file"], event.reason) == ("advice.txt", "Sent by mistake")


def test_changing_marks_and_name(matter):
    file = added(matter, matter.lead)
    form = {"name": "memo.txt", "folder": "Advice", "privileged": "on"}
    client_of(matter.lead).post(reverse("files:change", args=[file.reference]), form)
    file.refresh_from_db()
    assert (file.name, file.folder, file.privileged) == ("memo.txt", "Advice", True)


@pytest.mark.parametrize("route", ["files:change", "files:remove", "files:replace"])
def test_a_refused_change_is_not_told_as_a_reading(route):
    person = make_person("auditor")
    matter = make_matter(person, restricted=True)
    file = added(matter, matter.lead)
    auditor = client_of(person)
    assert auditor.post(reverse(route, args=[file.reference]), {}).status_code == 403
    assert not AuditEvent.objects.filter(action="matters.matter.read").exists()
    assert auditor.get(reverse("files:file", args=[file.reference])).status_code == 200
    assert AuditEvent.objects.filter(action="matters.matter.read").count() == 1


def test_a_full_export_holds_them(matter):
    file = added(matter, matter.lead)
    assert file.current.document in documents(list(tables(None)))
    assert file.current.document in documents(list(tables(matter.lead)))


def test_the_api_adds_lists_and_gives_them(matter):
    client = client_of(matter.lead)
    given = {"record_type": "matter", "record_id": matter.pk, "file": text("By API"), "privileged": "true"}
    made = client.post(reverse("api:files-list"), given)
    assert made.status_code == 201, made.content
    assert made.json()["privileged"] is True
    listed = client.get(reverse("api:files-list"), {"record_type": "matter", "record_id": matter.pk}).json()
    assert [each["name"] for each in listed["results"]] == ["advice.txt"]
    bytes_ = client.get(reverse("api:files-download", args=[made.json()["reference"]]))
    assert bytes_.getvalue() == b"By API"


def test_the_list_asks_as_much_for_one_file_as_for_many(matter, django_assert_max_num_queries):
    for number in range(12):
        added(matter, matter.lead, str(number), f"{number}.txt")
    client = client_of(matter.lead)
    url = reverse("files:list", args=["matter", matter.pk])
    client.get(url)
    with django_assert_max_num_queries(16):
        client.get(url)
