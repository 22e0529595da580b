"""Documents that stages make: written with fields, tried, made once, found by their text, safe by form."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as some
from lxml import etree

from legalops.audit.models import AuditEvent
from legalops.configuration.faults import ConfigurationFaults
from legalops.configuration.services import apply_folder, export_folder, plan_folder
from legalops.documents import sniffing
from legalops.documents.storage import path_of
from legalops.fields.models import FieldDefinition
from legalops.fields.services.defining import save_definition
from legalops.fields.uses import uses_of
from legalops.files.models import File
from legalops.jobs import run_pending
from legalops.search.selectors import search
from legalops.search.services.following import follow
from legalops.workflows.drafting import merging
from legalops.workflows.drafting.markup import Block, Shape, Span, blocks
from legalops.workflows.drafting.word_file import word_file
from legalops.workflows.machine import Action
from legalops.workflows.models import ActionRun, DocumentTemplate
from legalops.workflows.services import move
from legalops.workflows.services.automation import replay
from legalops.workflows.services.drafting import make_document
from legalops.workflows.shipped import nda
from tests.factories import make_matter, make_person

pytestmark = pytest.mark.django_db
BODY = """# NDA for {{ requester }}
Our number is **{{ request.number }}**: {{ title }}.
- asked as: {{ description }}
- needed by {{ needed_by }}
"""
FORM = {
    "name": "NDA draft", "code": "nda-draft", "record_type": "request", "is_active": "on",
    "file_name": "NDA {{ number }} {{ title }}", "folder": "Drafts", "body": BODY,
}  # fmt: skip


@pytest.fixture
def template() -> DocumentTemplate:
    return DocumentTemplate.objects.create(**FORM | {"is_active": True})


@pytest.fixture
def define(admin):
    """A function: a custom field of requests, or of another record."""

    def made(code: str, kind: str, *, record_type: str = "request", **more) -> FieldDefinition:
        label = code.capitalize()
        row = FieldDefinition(code=code, kind=kind, label=label, record_type=record_type, **more)
        return save_definition(row, actor=admin)

    return made


@pytest.fixture
def drafting(workflow, change, template):
    """The NDA workflow makes the document when drafting begins."""
    action = (Action("create_document", {"template": template.code}),)
    stages = (replace(each, actions=action) if each.code == "drafting" else each for each in nda().stages)
    change(workflow, replace(nda(), stages=tuple(stages)))
    return workflow


@pytest.fixture
def taken_on(drafting, ask, cast, everyone_to):
    """A function: a request of this title in drafting."""
    everyone_to(cast["maya"])

    def taken(title: str = "NDA with Solenta"):
        request = ask(cast["rosa"], title)
        move(request, "take-on", actor=cast["maya"])
        return request

    return taken


def text_of(file: File) -> list[str]:
    with ZipFile(path_of(file.current.document.sha256)) as archive:
        return paragraphs(archive)


def paragraphs(archive: ZipFile) -> list[str]:
    root = etree.fromstring(archive.read("word/document.xml"))
    return ["".join(each.itertext()) for each in root.iter("{*}p")]


def test_entering_the_stage_makes_the_file_once_with_its_event(taken_on, cast):
    request = taken_on()
    file = File.objects.of(request).get()
    assert file.name == f"NDA {request.number} NDA with Solenta.docx"
    assert (file.folder, file.shared, file.made_by.is_system) == ("Drafts", False, True)
    assert file.current.document.media_type == sniffing.DOCX
    assert text_of(file) == [
        "NDA for Rosa Requester",
        f"Our number is {request.number}: NDA with Solenta.",
        "asked as: Please",
        "needed by [Needed by]",
    ]
    run = ActionRun.objects.get(kind="create_document")
    assert run.effect == f"“{file.name}” made. Left open, in brackets: Needed by."
    event = AuditEvent.objects.get(action="files.file.added", subject_id=request.pk)
    assert event.after["template"] == "NDA draft"
    move(request, "ask", actor=cast["maya"], reason="Which entity?")
    move(request, "answer", actor=cast["rosa"], reason="The parent")
    assert File.objects.of(request).count() == 1
    assert "stays as it is" in ActionRun.objects.filter(kind="create_document").first().effect


def test_an_action_that_failed_half_way_makes_one_file_when_it_runs_again(
    taken_on, template, admin, monkeypatch
):
    def broken(*_args, **_kwargs):
        raise ValueError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("legalops.files.services.adding._version", broken)
        request = taken_on()
    row = ActionRun.objects.get(kind="create_document")
    assert (row.state, File.objects.of(request).count()) == ("failed", 0)
    assert replay(row, actor=admin).state == "done"
    assert not make_document(request, template).is_new
    assert File.objects.of(request).count() == 1


def test_its_text_is_found_by_those_who_work_on_it_and_not_by_the_requester(taken_on, cast):
    taken_on("Falconer merger")
    run_pending()
    follow()
    found = [code for code, _key in search(cast["maya"], "falconer number", forgiving=False).keys]
    assert "file" in found
    assert "file" not in [code for code, _key in search(cast["rosa"], "falconer", forgiving=False).keys]


def test_values_are_text_whatever_they_look_like(taken_on):
    request = taken_on("{{ requester }} **x** <w:b/> {% if %} ../../etc")
    file = File.objects.of(request).get()
    assert text_of(file)[1] == f"Our number is {request.number}: {request.title}."
    assert file.name == f"NDA {request.number} {{{{ requester }}}} --x-- -w-b-- {{% if %}} ..-..-etc.docx"


def test_what_cannot_be_filled_in_is_refused_by_line_with_the_nearest_name(console):
    body = (
        "Dear {{ requestor }}\n{{ matter.number }} {{ Needed by }}\n{% if x %}\n{{ open\n{{ ''.__class__ }}"
    )
    page = console.post(reverse("admin:workflows_documenttemplate_add"), FORM | {"body": body})
    words = page.context["adminform"].form.errors["body"]
    assert page.status_code == 200
    assert words[0] == "Line 1: there is no field {{ requestor }}. The nearest is {{ requester }}."
    assert words[1].startswith("Line 2: there is no field {{ matter.number }}. The nearest is {{ number }}")
    assert words[2] == "Line 2: there is no field {{ Needed by }}. The nearest is {{ needed_by }}."
    assert words[3].startswith("Line 3: “{% if x %}” is not understood")
    assert words[4].startswith("Line 4: “{{ open” is no field")
    assert words[5].startswith("Line 5: there is no field {{ ''.__class__ }}.")
    assert not DocumentTemplate.objects.exists()
    assert "requestor" in page.content.decode()


def test_a_template_is_kept_in_the_console_and_seen_on_a_real_record(console, admin, ask):
    assert console.post(reverse("admin:workflows_documenttemplate_add"), FORM).status_code == 302
    template = DocumentTemplate.objects.get()
    address = reverse("admin:workflows_documenttemplate_try", args=[template.pk])
    sample = console.get(address).content.decode()
    assert "Sample: nothing here is of a real record" in sample
    assert "SAMPLE-0001" in sample
    assert "Sam Sample" in sample
    mine, other = ask(admin, "Mine & <b>yours</b>"), ask(make_person("requester"), "Secret")
    page = console.get(address).content.decode()
    assert "Mine &amp; &lt;b&gt;yours&lt;/b&gt;" in page
    assert "Sample: nothing" not in page
    assert "Secret" not in console.get(f"{address}?record={other.pk}").content.decode()
    assert File.objects.of(mine).count() == 0
    change = reverse("admin:workflows_documenttemplate_change", args=[template.pk])
    assert console.get(change).status_code == 200
    assert console.post(change, FORM | {"code": "x", "body": "Only {{ number }}"}).status_code == 302
    template.refresh_from_db()
    assert (template.code, template.body) == ("nda-draft", "Only {{ number }}")


def test_the_builder_offers_it_and_the_dry_run_says_what_would_be_made(
    console, drafting, template, admin, ask
):
    builder = reverse("admin:workflows_workflow_change", args=[drafting.pk])
    page = console.get(builder).content.decode()
    assert "Make the document: NDA draft" in page
    assert reverse("admin:workflows_documenttemplate_try", args=[template.pk]) in page
    assert "would make the file “NDA [Number] [Title].docx”" in console.get(f"{builder}?try").content.decode()
    request = ask(admin, "Supplier NDA")
    page = console.get(f"{builder}?try").content.decode()
    assert f"would make the file “NDA {request.number} Supplier NDA.docx”" in page
    assert File.objects.of(request).count() == 0


def test_custom_fields_are_told_but_those_of_few_are_not(define):
    define("counterparty", "text", outsiders_see=False)
    define("ceiling", "money", currency="EUR", see_roles=["general_counsel"])
    made = DocumentTemplate(**FORM | {"is_active": True, "body": "{{ counterparty }}"})
    made.full_clean()
    for fields in ({"shared": True}, {"body": "{{ ceiling }}"}):
        with pytest.raises(Exception, match="there is no field"):
            DocumentTemplate(**FORM | {"is_active": True, "body": "{{ counterparty }}"} | fields).full_clean()


def test_a_matters_custom_field_stands_in_its_words(define):
    define("stake", "money", record_type="matter", currency="EUR")
    matter = make_matter(custom={"stake": "1250000.00"})
    body = "{{ matter.number }} {{ stake }} {{ matter.restricted }} {{ lead }} {{ opened_on }}"
    template = DocumentTemplate.objects.create(
        code="opening", name="Opening", record_type="matter", file_name="Opening", body=body
    )
    file = make_document(matter, template).file
    assert text_of(file)[0].startswith(f"{matter.number} EUR 1,250,000.00 No {matter.lead} ")


def test_a_field_that_is_gone_fails_with_words_and_not_the_move(taken_on, define, template):
    row = define("counterparty", "text")
    DocumentTemplate.objects.filter(pk=template.pk).update(body="With {{ counterparty }}")
    row.see_roles = ["general_counsel"]
    save_definition(row, actor=make_person("administrator"))
    request = taken_on()
    request.refresh_from_db()
    assert request.stage == "drafting"
    assert (
        "Line 1: there is no field {{ counterparty }}" in ActionRun.objects.get(kind="create_document").error
    )


def test_a_field_that_a_template_names_is_not_retired_unawares(define, template):
    define("counterparty", "text")
    DocumentTemplate.objects.filter(pk=template.pk).update(body="With {{ request.counterparty }}")
    places = uses_of("request", "counterparty")
    assert [(each.where, each.blocks) for each in places] == [("document template “NDA draft”", True)]


def test_templates_go_through_files_and_a_faulty_one_is_refused(tmp_path, template, admin):
    export_folder(tmp_path, ["document_templates"])
    assert plan_folder(tmp_path, prune=True) == []
    template.delete()
    apply_folder(tmp_path, actor=admin)
    assert DocumentTemplate.objects.get().body == BODY
    path = tmp_path / "document_templates.yaml"
    path.write_text(path.read_text().replace("{{ title }}.", "{{ titel }}."))
    with pytest.raises(ConfigurationFaults, match=r"Line 2: there is no field \{\{ titel \}\}"):
        apply_folder(tmp_path, actor=admin)


@given(some.lists(some.text(), max_size=5))
@settings(max_examples=60, deadline=None)
def test_any_text_becomes_a_word_file_that_says_it(values):
    made = [Block(Shape.BULLET, (Span(value), Span("!", bold=True))) for value in values]
    with ZipFile(BytesIO(word_file(made, title="T").getvalue())) as archive:
        said = paragraphs(archive)
    assert len(said) == len(values)
    assert all(each.endswith("!") for each in said)


@given(some.text(), some.text())
def test_a_value_is_put_in_once_and_is_never_markup(first, second):
    made = blocks("# {{ a }}\n- x **{{ b }}**", lambda text: merging.filled(text, {"a": first, "b": second}))
    assert [block.shape for block in made] == [Shape.HEADING_1, Shape.BULLET]
    assert made[0].text == first
    assert made[1].spans == (Span("x "), Span(second, bold=True))
