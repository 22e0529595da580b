"""What is found, how, and above all what is not: no wall, restriction or firm boundary leaks."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legalops.search import querying
from legalops.search.parsing import parse
from legalops.search.selectors import search, shown
from legalops.search.services.indexing import rebuild
from tests.billing.scenes import make_scene
from tests.factories import make_biller, make_firm, make_invoice, make_matter, make_person, raise_wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    made = make_scene(100, number="KLG/77", description="Dredging of the harbour")
    made.invoice.lines.update(narrative="Draft the motion to dismiss; telephone conference with José")
    make_firm(name="Brandywine Partners", code="brandywine")
    rebuild()
    return made


def labels(user, text, **options):
    found = search(user, text, **options)
    return [hit.label for hit in shown(user, found.keys).values()]


class TestLanguage:
    def test_narratives_stems_accents_and_beginnings(self, scene):
        for text in ("motions dismissing", "jose", "dredg", "DREDGING harbours", "KLG/77", "klg"):
            assert "KLG/77" in labels(scene.reviewer, text), text

    def test_phrases_and_exclusions(self, scene):
        assert labels(scene.reviewer, '"motion to dismiss"') == ["KLG/77"]
        assert labels(scene.reviewer, '"dismiss to motion"', forgiving=False) == []
        assert labels(scene.reviewer, "motion -telephone") == []
        assert labels(scene.reviewer, "-motion") == []

    def test_filters(self, scene):
        found = search(scene.reviewer, "type:invoice firm:arnsley")
        assert [code for code, _ in found.keys] == ["invoice"]
        assert labels(scene.reviewer, f"type:invoice matter:{scene.matter.number}") == ["KLG/77"]
        assert labels(scene.reviewer, "type:invoice after:1990") == ["KLG/77"]
        assert labels(scene.reviewer, "type:invoice before:1990") == []
        assert labels(scene.reviewer, "firm:brandywine type:invoice") == []

    def test_what_cannot_be_followed_is_said(self, scene):
        assert "no filter “colour:”" in search(scene.reviewer, "colour:blue").remarks[0]
        assert "firm:nobody" in search(scene.reviewer, "firm:nobody").remarks[0]
        assert "no type “boat”" in search(scene.reviewer, "type:boat").remarks[0]
        assert "names no day" in search(scene.reviewer, "x before:soon").remarks[0]

    def test_misspelt_names_are_forgiven_and_said(self, scene):
        found = search(scene.reviewer, "Brandywin Partnres", typing=False)
        assert found.instead == "Brandywine Partners"
        assert [code for code, _ in found.keys] == ["firm"]

    def test_misspelt_words_of_the_text_are_forgiven_too(self, scene):
        found = search(scene.reviewer, "telphone conferance", typing=False)
        assert found.instead == "telephone conference"
        assert [code for code, _ in found.keys] == ["invoice"]

    def test_a_word_that_is_right_stays_beside_one_that_is_not(self, scene):
        for typed, meant in (
            ("motion dimsiss", "motion dismiss"),
            ("motion with dimsiss", "motion with dismiss"),
        ):
            assert search(scene.reviewer, typed, typing=False).instead == meant

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(max_size=60) | st.text(alphabet="ab '\"\\:*!&|()<->-\0é", max_size=40))
    def test_nothing_typed_breaks_the_database(self, db, text):
        asked = parse(text, ("type",))
        assert isinstance(querying.candidates(asked, {}), list)


class TestSecrecy:
    def seen(self, user, text):
        found = search(user, text)
        return found.keys, found.counts(), found.instead

    def test_a_restricted_matter_and_its_invoice_are_not_there(self, scene):
        secret = make_matter(name="Zebrafish merger", restricted=True, firms=(scene.firm,))
        make_invoice(scene.firm, secret, 10, number="ZEB-1", description="Zebrafish diligence")
        rebuild()
        for text in ("zebrafish", "zebrafsh", "ZEB-1", f"matter:{secret.number}", "diligence", "diligense"):
            assert self.seen(scene.reviewer, text) == ([], [], ""), text

    def test_a_wall_hides_at_once_and_from_the_one_person(self, scene):
        other = make_person("ebilling_specialist")
        assert self.seen(scene.reviewer, "dredging")[0] == [("invoice", scene.invoice.pk)]
        raise_wall(scene.matter, scene.reviewer)
        for text in ("dredging", "dregding", "KLG/77", f"matter:{scene.matter.number}", scene.matter.name):
            keys, _counts, instead = self.seen(scene.reviewer, text)
            assert not {code for code, _ in keys} & {"matter", "invoice", "date"}, text
            assert "dredging" not in instead.casefold()
        assert self.seen(other, "dredging")[0] == [("invoice", scene.invoice.pk)]

    def test_a_rival_firm_finds_nothing_of_another(self, scene):
        rival = make_biller(make_firm(name="Rival LLP"))
        for text in ("KLG/77", "dredging", "arnsley", "Arnsly", "firm:arnsley", "rival", scene.matter.number):
            assert self.seen(rival, text) == ([], [], ""), text

    def test_nobody_without_a_role(self, scene):
        assert self.seen(make_person(), "dredging") == ([], [], "")

    def test_who_sees_little_still_finds_it(self, scene, monkeypatch):
        monkeypatch.setattr(querying, "CANDIDATES", 20)
        attorney = make_person("attorney")
        hidden = [make_matter(name=f"Common ground {n}", restricted=True) for n in range(25)]
        mine = make_matter(attorney, name="Common ground mine")
        rebuild()
        assert hidden
        assert search(attorney, "common ground").keys == [("matter", mine.pk)]
