"""The index follows the records: after a rebuild, after the ledger, and whatever happens in between."""

import io

import pytest
from django.core.management import call_command

from legalops.audit.models import AuditEvent
from legalops.search import registry
from legalops.search.models import LedgerMark, SearchEntry
from legalops.search.services.following import follow
from legalops.search.services.indexing import rebuild, verify
from matters.models import Matter
from tests.billing.scenes import make_scene

pytestmark = pytest.mark.django_db


def entry(code, record):
    return SearchEntry.objects.get(record_type=code, record_id=record.pk)


def edited(matter, actor, **fields):
    """A matter whose name changed, told to the ledger as its service does."""
    from django.db import transaction

    from legalops.audit.services import record

    with transaction.atomic():
        Matter.objects.filter(pk=matter.pk).update(**fields)
        record(matter, "matters.matter.edited", actor=actor)


class TestRebuild:
    def test_texts_of_all_kinds_are_there(self):
        scene = make_scene(100, 200, 300, description="Harbour dredging")
        scene.invoice.lines.update(narrative="Draft the pleading")
        scene.invoice.lines.filter(position=scene.lines[0].position).update(narrative="Second thoughts")
        rebuild()
        invoice = entry("invoice", scene.invoice)
        assert scene.matter.number in invoice.title
        assert "Arnsley LLP" in invoice.title
        assert invoice.body.splitlines()[-2:] == ["Draft the pleading", "Second thoughts"]
        assert "Harbour dredging" in invoice.body
        assert (invoice.matter_id, invoice.firm_id) == (scene.matter.pk, scene.firm.pk)
        assert entry("matter", scene.matter).title == str(scene.matter)
        assert "Arnsley LLP" in entry("matter", scene.matter).body.splitlines()
        assert entry("firm", scene.firm).title.startswith("Arnsley LLP")

    def test_again_it_changes_nothing(self):
        make_scene(100)
        assert sum(rebuild().values()) > 0
        assert sum(rebuild().values()) == 0

    def test_what_is_gone_leaves(self):
        scene = make_scene(100)
        rebuild()
        SearchEntry.objects.filter(record_type="firm").update(record_id=scene.firm.pk + 999)
        SearchEntry.objects.create(record_type="nothing", record_id=1, title="x")
        assert not all(drift.whole for drift in verify())
        rebuild()
        assert all(drift.whole for drift in verify())
        assert set(SearchEntry.objects.values_list("record_type", flat=True)) <= {
            kind.code for kind in registry.kinds()
        }

    def test_the_command_tells_and_fails_on_drift(self):
        make_scene(100)
        with pytest.raises(SystemExit) as refused:
            call_command("search", "verify", stdout=io.StringIO(), stderr=io.StringIO())
        assert refused.value.code == 1
        out = io.StringIO()
        call_command("search", "rebuild", stdout=out)
        assert "invoice: 1 entries changed" in out.getvalue()
        call_command("search", "verify", stdout=io.StringIO())


class TestFollowing:
    def test_a_change_is_found_after_the_ledger_was_read(self):
        scene = make_scene(100)
        rebuild()
        edited(scene.matter, scene.lead, name="Renamed at sea")
        assert follow() >= 2
        assert "Renamed at sea" in entry("matter", scene.matter).title
        assert "Renamed at sea" in entry("invoice", scene.invoice).title
        assert follow() == 0

    def test_numbers_that_commit_late_are_read_late(self):
        scene = make_scene(100)
        rebuild()
        edited(scene.matter, scene.lead, name="First")
        edited(scene.matter, scene.lead, name="Second")
        last = AuditEvent.objects.order_by("-pk").first().pk
        # As if the event before had not been committed when the last was read.
        LedgerMark.objects.update(event_id=last, gaps=[[last - 1, last - 1, 9e9]])
        assert follow() >= 2
        assert LedgerMark.objects.get().gaps == []

    def test_gaps_are_kept_until_given_up(self):
        scene = make_scene(100)
        rebuild()
        edited(scene.matter, scene.lead, name="First")
        last = AuditEvent.objects.order_by("-pk").first().pk
        LedgerMark.objects.update(event_id=last - 3 if last > 3 else 0, gaps=[[10**9, 10**9, 0]])
        follow()
        assert [10**9, 10**9, 0] not in LedgerMark.objects.get().gaps
