"""Saved views: kept, opened, shared, changed, deleted, brought back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.access.models import Role
from legalops.access.viewing import as_seen_by
from legalops.audit.models import AuditEvent
from legalops.kernel.errors import Conflict, DomainError, NotAllowed
from legalops.lists.enums import Sharing
from legalops.lists.models import ListSetting, SavedView
from legalops.lists.services.deleting import delete_view, restore_view
from legalops.lists.services.pinning import pin_view
from legalops.lists.services.saving import change_view, duplicate_view, save_view
from legalops.lists.services.settings import choose_columns, open_for_role, open_with
from legalops.lists.services.sharing import Shared
from legalops.lists.shelf import shelf_of
from legalops.web.lists import keeper
from tests.factories import make_biller, make_firm, make_matter, make_person, make_team
from tests.htmx import Page

pytestmark = pytest.mark.django_db
LIST, ID = "/matters/", "matter-rows"
ALL = {"show": ["all"], "sort": ["name"]}
EVERYBODY = Shared(Sharing.EVERYBODY)


def address_of(view: SavedView) -> str:
    return reverse("lists:open_view", args=[view.pk])


def shown(client, url: str) -> str:
    return client.get(url, follow=True).getvalue().decode()


def shelf(rf, person) -> list[int]:
    request = rf.get(LIST)
    request.user = person
    return [view.pk for view in shelf_of(request, ID).views]


def test_what_the_page_shows_is_saved_and_opens_again(signed_in, manager):
    make_matter(name="Alpha"), make_matter(name="Omega")
    client = signed_in(manager)
    form = reverse("lists:new_view", args=[ID]) + "?q=Alph&show=all&sort=name&cursor=x&nonsense=1"
    answer = client.post(form, {"name": "  My   alphas ", "sharing": "private"})
    view = SavedView.objects.get(owner=manager)
    assert view.params == {"q": ["Alph"], "show": ["all"], "sort": ["name"]}
    page = shown(client, answer["Location"])
    assert "My alphas" in page
    assert "Alpha" in page
    assert "Omega" not in page
    assert AuditEvent.objects.get(action="lists.view.saved").actor == manager


@pytest.mark.parametrize("sharing", list(Sharing))
def test_who_has_a_view_and_nobody_else(rf, signed_in, manager, sharing):
    team_mate, of_role, other = (
        make_person("attorney"),
        make_person("general_counsel"),
        make_person("paralegal"),
    )
    shared = Shared(sharing, [Role.objects.get(code="general_counsel")], [make_team(team_mate, name="North")])
    view = save_view(ID, "Mine", ALL, shared=shared, actor=manager)
    expected = {
        Sharing.PRIVATE: {manager},
        Sharing.ROLES: {manager, of_role},
        Sharing.TEAMS: {manager, team_mate},
        Sharing.EVERYBODY: {manager, team_mate, of_role, other},
    }[sharing]
    for person in (manager, team_mate, of_role, other):
        has = person in expected
        assert SavedView.objects.visible_to(person).filter(pk=view.pk).exists() is has
        assert (view.pk in shelf(rf, person)) is has
        assert signed_in(person).get(address_of(view)).status_code == (302 if has else 404)


def test_the_bar_and_the_rule_of_visibility_agree(rf, manager, admin):
    people = [manager, admin, make_person("attorney"), make_biller(make_firm())]
    role, team = Role.objects.get(code="attorney"), make_team(people[2])
    for number, how in enumerate(Sharing):
        save_view(ID, f"View {number}", ALL, shared=Shared(how, [role], [team]), actor=manager)
    save_view(ID, "Of all", ALL, shared=Shared(Sharing.ROLES, [role]), for_department=True, actor=admin)
    assert SavedView.objects.visible_to(admin).filter(name="Of all").exists()
    for person in people:
        seen = SavedView.objects.visible_to(person).filter(list_id=ID).values_list("pk", flat=True)
        assert sorted(shelf(rf, person)) == sorted(seen)


def test_a_shared_view_shows_each_person_their_own_rows(signed_in, manager):
    secret = make_matter(name="Secret one", restricted=True)
    view = save_view(ID, "All of them", ALL, shared=EVERYBODY, actor=manager)
    assert "Secret one" in shown(signed_in(secret.lead), address_of(view))
    assert "Secret one" not in shown(signed_in(manager), address_of(view))


def test_a_filter_that_is_gone_is_said_and_nothing_is_shown(signed_in, manager):
    make_matter(name="Alpha")
    view = save_view(ID, "Odd", ALL, actor=manager)
    SavedView.objects.filter(pk=view.pk).update(params={"color": ["red"], "show": ["all"]})
    page = shown(signed_in(manager), address_of(view))
    assert "There is no filter “color” any more" in page
    assert "Alpha" not in page


def test_a_value_that_is_gone_is_said_and_nothing_is_shown(signed_in, manager):
    matter = make_matter(name="Alpha")
    view = save_view(ID, "Led", {"lead": [str(matter.lead_id + 999)]}, actor=manager)
    page = shown(signed_in(manager), address_of(view))
    assert "matches nothing" in page
    assert "Alpha" not in page


def test_changed_is_told_with_save_save_as_and_reset(signed_in, manager):
    view = save_view(ID, "Everything", ALL, actor=manager)
    client = signed_in(manager)
    url = client.get(address_of(view))["Location"]
    save = reverse("lists:save_view", args=[view.pk])
    assert save not in shown(client, url)
    page = shown(client, f"{url}&q=alp")
    assert save in page
    assert "Save as…" in page
    assert "Reset" in page
    client.post(f"{save}?show=all&q=alp&version={view.version}")
    view.refresh_from_db()
    assert view.params == {"show": ["all"], "q": ["alp"]}


def test_someone_elses_view_is_saved_as_ones_own_only(signed_in, manager, counsel):
    view = save_view(ID, "Everything", ALL, shared=EVERYBODY, actor=manager)
    client = signed_in(counsel)
    url = client.get(address_of(view))["Location"]
    page = shown(client, f"{url}&q=alp")
    assert reverse("lists:save_view", args=[view.pk]) not in page
    assert "Save as…" in page
    assert client.get(reverse("lists:edit_view", args=[view.pk])).status_code == 404
    with pytest.raises(NotAllowed):
        change_view(view, version=1, name="Taken over", actor=counsel)


def test_who_saw_an_older_version_overwrites_nothing(signed_in, manager):
    view = save_view(ID, "Everything", ALL, actor=manager)
    change_view(view, version=1, name="Nearly everything", actor=manager)
    with pytest.raises(Conflict, match="Someone changed"):
        change_view(view, version=1, params={"q": ["x"]}, actor=manager)
    answer = signed_in(manager).post(reverse("lists:save_view", args=[view.pk]) + "?version=1&q=x")
    assert answer.status_code == 409
    view.refresh_from_db()
    assert (view.name, view.params) == ("Nearly everything", ALL)


def test_names_are_given_once_and_typed_ones_are_kept(signed_in, manager):
    save_view(ID, "Everything", ALL, actor=manager)
    with pytest.raises(DomainError, match="already"):
        save_view(ID, "everything", ALL, actor=manager)
    answer = signed_in(manager).post(
        reverse("lists:new_view", args=[ID]) + "?show=all", {"name": "Everything", "sharing": "private"}
    )
    assert answer.status_code == 422
    assert 'value="Everything"' in answer.content.decode()


def test_delete_with_undo_and_copy(signed_in, manager, counsel):
    view = save_view(ID, "Everything", ALL, shared=EVERYBODY, actor=manager)
    copy = duplicate_view(view, actor=counsel)
    assert (copy.owner, copy.sharing, copy.params) == (counsel, Sharing.PRIVATE, ALL)
    client = signed_in(manager)
    client.post(reverse("lists:delete_view", args=[view.pk]))
    assert client.get(address_of(view)).status_code == 404
    assert signed_in(counsel).post(reverse("lists:restore_view", args=[view.pk])).status_code == 404
    client.post(reverse("lists:restore_view", args=[view.pk]))
    assert client.get(address_of(view)).status_code == 302
    with pytest.raises(NotAllowed):
        delete_view(view, actor=counsel)


def test_pinned_ones_come_first_in_their_order(rf, signed_in, manager):
    one, two = (save_view(ID, name, ALL, actor=manager) for name in ("One", "Two"))
    pin_view(one, actor=manager), pin_view(two, actor=manager)
    assert shelf(rf, manager)[:2] == [one.pk, two.pk]
    signed_in(manager).post(reverse("lists:pin", args=[two.pk]), {"do": "up"})
    assert shelf(rf, manager)[:2] == [two.pk, one.pk]
    signed_in(manager).post(reverse("lists:pin", args=[two.pk]), {"do": "off"})
    assert shelf(rf, manager)[0] == one.pk


def test_a_list_opens_with_the_view_of_the_role_unless_the_person_chose(signed_in, manager, admin):
    view = save_view(ID, "Ours", ALL, shared=EVERYBODY, actor=admin)
    open_for_role(Role.objects.get(code="legal_project_manager"), ID, view, actor=admin)
    client = signed_in(manager)
    assert f"view={view.pk}" in client.get(LIST)["Location"]
    assert client.get(f"{LIST}?view=none").status_code == 200
    assert client.get(f"{LIST}?show=closed").status_code == 200
    own = save_view(ID, "My own", {"q": ["a"]}, actor=manager)
    open_with(ID, own, actor=manager)
    assert f"view={own.pk}" in client.get(LIST)["Location"]
    open_with(ID, None, actor=manager)
    assert client.get(LIST).status_code == 200


def test_a_role_gets_only_what_is_shared_with_it(manager, admin):
    private = save_view(ID, "Mine", ALL, actor=admin)
    role = Role.objects.get(code="attorney")
    with pytest.raises(DomainError, match="Share it first"):
        open_for_role(role, ID, private, actor=admin)
    with pytest.raises(NotAllowed):
        open_for_role(role, ID, None, actor=manager)


def test_who_looks_as_another_has_what_both_have_and_changes_nothing(rf, manager, admin):
    own = save_view(ID, "Mine alone", ALL, actor=manager)
    ours = save_view(ID, "Ours", ALL, shared=EVERYBODY, actor=manager)
    pin_view(own, actor=manager)
    choose_columns(ID, ["team"], actor=manager)
    looking = as_seen_by(manager, admin)
    seen = shelf(rf, looking)
    assert ours.pk in seen
    assert own.pk not in seen
    request = rf.get(f"{LIST}?cols=name")
    request.user = looking
    keeper().choose(request, ID, ["name"])
    assert ListSetting.objects.get(person=manager).columns == ["team"]


def test_what_comes_back_under_a_name_that_is_taken_is_refused(manager):
    view = save_view(ID, "Everything", ALL, actor=manager)
    delete_view(view, actor=manager)
    save_view(ID, "Everything", ALL, actor=manager)
    with pytest.raises(DomainError, match="already"):
        restore_view(view.pk, actor=manager)


def test_outside_counsel_keep_views_for_themselves(signed_in):
    firm = make_firm()
    biller, colleague = make_biller(firm), make_biller(firm)
    client = signed_in(biller)
    url = reverse("lists:new_view", args=["portal-invoices"]) + "?state=rejected"
    form = client.get(url).content.decode()
    assert 'name="sharing"' not in form
    client.post(url, {"name": "Turned down", "sharing": "everybody"})
    view = SavedView.objects.get(owner=biller)
    assert view.sharing == Sharing.PRIVATE
    assert "Turned down" in shown(client, reverse("portal:invoices"))
    assert "Turned down" not in shown(signed_in(colleague), reverse("portal:invoices"))
    with pytest.raises(NotAllowed):
        change_view(view, version=1, shared=EVERYBODY, actor=biller)
    assert client.get(reverse("lists:views", args=[ID])).status_code == 404


def test_the_counts_come_later_and_are_the_persons_own(signed_in, manager):
    make_matter(name="Alpha"), make_matter(name="Alpha two", restricted=True)
    view = save_view(ID, "Alphas", {"q": ["alpha"]}, actor=manager)
    client = signed_in(manager)
    assert f'id="view-count-{view.pk}"></span>' in shown(client, f"{LIST}?view={view.pk}&q=alpha")
    counts = client.get(reverse("lists:counts", args=[ID])).content.decode()
    assert f'id="view-count-{view.pk}" hx-swap-oob="true">1<' in counts


def test_a_tab_swapped_in_is_the_page_a_reload_shows(signed_in, manager):
    make_matter(name="Alpha")
    view = save_view(ID, "Alphas", {"q": ["alpha"], "show": ["all"]}, actor=manager)
    client = signed_in(manager)
    page = Page.get(client, LIST)
    tab = "//a[@class='lo-view'][contains(., 'Alphas')]"
    url = page.find(tab).get("href")
    assert f"view={view.pk}" in url
    page.trigger(client, tab)
    page.assert_equals(Page.get(client, url))


def test_views_cost_the_list_one_query(signed_in, manager):
    make_matter(name="Alpha")
    client = signed_in(manager)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for number in range(20):
        save_view(ID, f"View {number}", {"q": [str(number)]}, actor=manager)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)
    assert sum("lists_savedview" in query["sql"] for query in many) == 1


def test_all_views_are_told_in_words(signed_in, manager):
    view = save_view(ID, "Alphas", {"q": ["alpha"], "group": ["lead"]}, shared=EVERYBODY, actor=manager)
    page = shown(signed_in(manager), reverse("lists:views", args=[ID]))
    assert "Search for “alpha”" in page
    assert "grouped by lead" in page
    assert reverse("lists:delete_view", args=[view.pk]) in page
    assert "Mine" in page
    assert "The department" in page


def test_every_shipped_view_opens_without_a_word_of_what_is_gone(signed_in):
    person = make_person("legal_ops_manager", "ebilling_specialist", "auditor", "attorney")
    client = signed_in(person)
    shipped = SavedView.objects.filter(owner=None)
    assert {view.list_id for view in shipped} >= {"matter-rows", "queue-rows", "invoice-rows", "firm-rows"}
    for view in shipped:
        page = shown(client, address_of(view))
        assert "any more, so this shows nothing" not in page, view
        assert "matches nothing" not in page, view
