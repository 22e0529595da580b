"""Views when people leave, when files bring them, and when they are long deleted."""

from datetime import timedelta

import pytest

from legalops.audit.models import AuditEvent
from legalops.configuration.faults import ConfigurationFaults
from legalops.configuration.services import apply_folder, export_folder
from legalops.governance.services.leaving import leave
from legalops.kernel import clock
from legalops.lists.enums import Sharing
from legalops.lists.models import RoleDefault, SavedView
from legalops.lists.services.clearing import KEEP, clear
from legalops.lists.services.deleting import delete_view
from legalops.lists.services.saving import save_view
from legalops.lists.services.sharing import Shared
from matters.lists import install
from tests.factories import make_matter, make_person

pytestmark = pytest.mark.django_db
ID = "matter-rows"
EVERYBODY = Shared(Sharing.EVERYBODY)


def test_shared_views_of_a_leaver_go_to_another_and_keep_their_names_apart(manager, counsel):
    shared = save_view(ID, "Ours", {"q": ["a"]}, shared=EVERYBODY, actor=manager)
    private = save_view(ID, "Mine alone", {"q": ["b"]}, actor=manager)
    save_view(ID, "Ours", {"q": ["c"]}, actor=counsel)
    given = leave(manager, {"shared_views": counsel}, actor=make_person("administrator"))
    assert given["shared_views"] == 1
    shared.refresh_from_db(), private.refresh_from_db()
    assert (shared.owner, private.owner) == (counsel, manager)
    assert shared.name.startswith("Ours (Mia Manager")


def test_views_of_the_department_go_through_files_with_records_by_name(tmp_path, admin):
    matter = make_matter(lead=make_person("attorney", email="lena@example.com"))
    params = {"lead": [str(matter.lead_id)], "show": ["all"]}
    view = save_view(ID, "Led by Lena", params, shared=EVERYBODY, for_department=True, actor=admin)
    export_folder(tmp_path)
    text = (tmp_path / "views.yaml").read_text()
    assert "lena@example.com" in text
    assert "matter-rows/led-by-lena" in text
    (tmp_path / "views.yaml").write_text(text.replace("Led by Lena", "Lena"))
    apply_folder(tmp_path, actor=admin)
    view.refresh_from_db()
    assert (view.name, view.params) == ("Lena", params)


def test_a_file_that_names_what_is_not_there_is_refused(tmp_path, admin):
    (tmp_path / "views.yaml").write_text(
        "- view: matter-rows/odd\n  name: Odd\n  params:\n    lead: [nobody@example.com]\n"
        "- view: no-list/odd\n  name: Odd\n"
    )
    with pytest.raises(ConfigurationFaults) as caught:
        apply_folder(tmp_path, actor=admin)
    said = " ".join(caught.value.faults)
    assert "nobody@example.com" in said
    assert "matter-rows/mine" in said


def test_a_file_opens_a_list_for_a_role(tmp_path, admin):
    (tmp_path / "views.yaml").write_text(
        "- view: matter-rows/all-open\n  name: All open\n  params: {}\n  opens_for: [attorney]\n"
    )
    apply_folder(tmp_path, actor=admin)
    assert RoleDefault.objects.get(role__code="attorney").view.name == "All open"


def test_shipped_views_stay_changed_and_stay_away(admin):
    mine = SavedView.objects.get(list_id=ID, code="mine")
    late = SavedView.objects.get(list_id=ID, code="overdue-dates")
    SavedView.objects.filter(pk=mine.pk).update(name="My matters")
    delete_view(late, actor=admin)
    events = AuditEvent.objects.count()
    install()
    mine.refresh_from_db()
    assert mine.name == "My matters"
    assert not SavedView.objects.standing().filter(list_id=ID, code="overdue-dates").exists()
    assert AuditEvent.objects.count() == events


def test_views_deleted_long_ago_are_forgotten_but_those_of_the_department(manager, admin):
    own = save_view(ID, "Mine", {"q": ["a"]}, actor=manager)
    of_all = save_view(ID, "Ours", {}, shared=EVERYBODY, for_department=True, actor=admin)
    for view, actor in ((own, manager), (of_all, admin)):
        delete_view(view, actor=actor)
    SavedView.objects.update(deleted_at=clock.now() - KEEP - timedelta(days=1))
    clear()
    assert list(SavedView.objects.filter(pk__in=[own.pk, of_all.pk])) == [of_all]
