"""Whoever reads has their own language and notation, and nobody ever gets another reader's."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from legalops.kernel import notations, zones
from legalops.web import brand, choosing, formats, kept, reading
from legalops.web.exports.responses import respond
from legalops.web.middleware import ReaderMiddleware
from legalops.web.outlines.outline import kept_outline
from legalops.web.tables.cells import filled
from legalops.web.tables.columns import Column
from legalops.web.typed import TypedDecimal

DAY, SUM = date(2026, 11, 29), Decimal("1234.56")
NOON = datetime(2026, 11, 29, 18, 5, tzinfo=UTC)  # 13:05 in New York


def person(language="", notation="", zone="America/New_York"):
    return SimpleNamespace(pk=1, language=language, notation=notation, zone=zone)


@pytest.mark.parametrize(
    ("code", "total", "day", "instant", "due", "share"),
    [
        ("en-US", "USD 1,234.56", "Nov 29, 2026", "Nov 29, 2026, 1:05\u00a0PM", "today, Sun, Nov 29", "73%"),
        ("en-GB", "USD 1,234.56", "29 Nov 2026", "29 Nov 2026, 13:05", "today, Sun 29 Nov", "73%"),
        ("de-DE", "USD 1.234,56", "29.11.2026", "29.11.2026, 13:05", "today, Sun 29.11.", "73\u00a0%"),
        ("de-CH", "USD 1’234.56", "29.11.2026", "29.11.2026, 13:05", "today, Sun 29.11.", "73%"),
        ("fr-FR", "USD 1\u202f234,56", "29/11/2026", "29/11/2026, 13:05", "today, Sun 29/11", "73\u00a0%"),
        ("iso", "USD 1,234.56", "2026-11-29", "2026-11-29, 13:05", "today, Sun 2026-11-29", "73%"),
    ],
)
def test_each_notation(code, total, day, instant, due, share):
    with notations.reading_in(code):
        assert formats.money(SUM, "USD") == total
        assert formats.day(DAY) == day
        assert formats.instant(NOON) == instant
        assert formats.day_exact_relative(DAY, DAY) == due
        assert formats.percent(Decimal("0.73")) == share


def test_pages_rows_and_tables_agree():
    row = SimpleNamespace(total=SUM, on=DAY)
    columns = [Column("total", "Total", "number", places=2), Column("on", "On", "date")]
    template = "{{ total|number(2) }} {{ on|day }}"
    for code, total, day in (("de-DE", "1.234,56", "29.11.2026"), ("en-US", "1,234.56", "Nov 29, 2026")):
        with notations.reading_in(code):
            cells = " ".join(filled(column, [row])[0] for column in columns)
            fast = engines["jinja2"].from_string(template).render({"total": SUM, "on": DAY})
            slow = (
                engines["django"].from_string(template.replace("(2)", ":2")).render({"total": SUM, "on": DAY})
            )
        assert cells == fast == slow
        assert total in cells
        assert day in cells


def test_nothing_that_is_kept_goes_to_a_reader_of_another_notation_or_language():
    def draw(_sheet=None):
        return formats.money(SUM, "USD")

    seen = set()
    for code in (*notations.NOTATIONS, *notations.NOTATIONS):
        with notations.reading_in(code):
            assert kept.kept("a sum", draw) == formats.money(SUM, "USD")
            assert kept_outline("a sum", draw).filled({}) == formats.money(SUM, "USD")
            seen.add(reading.reader_key())
    assert len(seen) == len(notations.NOTATIONS)
    with translation.override("de"):
        assert reading.reader_key() not in seen


def answer_to(reader, path="/", **headers):
    request = RequestFactory().get(path, headers=headers)
    request.user = reader

    def view(_request):
        return HttpResponse(f"{translation.get_language()} {formats.number(SUM)} {formats.day(DAY)}")

    return ReaderMiddleware(view)(request)


def test_requests_side_by_side_keep_their_readers_apart():
    asked = [("de", "de-DE"), ("fr", "fr-FR"), ("en", "en-US"), ("de", "iso")] * 20
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda one: answer_to(person(*one)).content.decode(), asked))
    assert set(zip(asked, answers, strict=True)) == {
        (("de", "de-DE"), "de 1.234,56 29.11.2026"),
        (("fr", "fr-FR"), "fr 1\u202f234,56 29/11/2026"),
        (("en", "en-US"), "en 1,234.56 Nov 29, 2026"),
        (("de", "iso"), "de 1,234.56 2026-11-29"),
    }
    assert (translation.get_language(), notations.reader()) == ("en", notations.PRODUCTS)


def test_whoever_chose_nothing_reads_as_the_department(monkeypatch):
    asked = []

    def department():
        asked.append(1)
        return brand.Brand(language="fr", notation="de-CH")

    monkeypatch.setattr(brand, "_providers", [department])
    assert answer_to(person()).content.decode() == "fr 1’234.56 29.11.2026"
    assert len(asked) == 1
    assert answer_to(person("de", "iso")).content.decode() == "de 1,234.56 2026-11-29"
    assert len(asked) == 1
    with reading.reading_as(person(zone="Asia/Tokyo")):
        assert (translation.get_language(), formats.day(DAY)) == ("fr", "29.11.2026")
        assert zones.reader_name() == "Asia/Tokyo"
    with reading.as_the_department():
        assert formats.number(SUM) == "1’234.56"


def test_before_sign_in_the_browser_says_the_language(monkeypatch):
    monkeypatch.setattr(brand, "_providers", [])
    german = answer_to(AnonymousUser(), **{"accept-language": "it, de-AT;q=0.8, en;q=0.5"})
    assert german.content.decode().startswith("de ")
    assert (german["Content-Language"], german["Vary"]) == ("de", "Accept-Language")
    assert answer_to(AnonymousUser(), **{"accept-language": "ja"}).content.decode().startswith("en ")


@pytest.mark.parametrize("path", ["/api/v1/matters/", "/scim/v2/Users"])
def test_what_programs_read_is_the_same_whoever_asks(path):
    asked = answer_to(person("de", "de-DE"), path, **{"accept-language": "fr"})
    assert asked.content.decode() == "en 1,234.56 29 Nov 2026"


def test_the_console_is_not_translated_but_follows_the_notation():
    assert answer_to(person("de", "de-DE"), "/admin/").content.decode() == "en 1.234,56 29.11.2026"


class Rows(list):
    """As much of a queryset as an export asks for."""

    def iterator(self, chunk_size):
        return iter(self)


def test_files_are_the_same_whoever_asks():
    label = translation.gettext_lazy("Monday")
    with reading.reading_as(person("de", "de-DE")):
        columns = [Column("total", label, "money", currency="USD"), Column("on", "On", "date")]
        file = respond("csv", "sums", columns, Rows([SimpleNamespace(total=SUM, on=DAY)]))
    text = b"".join(file.streaming_content).decode()
    assert "Monday" in text
    assert "1234.56" in text
    assert "2026-11-29" in text


class SumForm(forms.Form):
    total = TypedDecimal(decimal_places=3, max_digits=12)
    seen = TypedDecimal(decimal_places=4, max_digits=12, widget=forms.HiddenInput, required=False)


def test_a_box_holds_and_takes_the_readers_notation():
    with notations.reading_in("de-DE"):
        box = str(SumForm(initial={"total": SUM, "seen": Decimal("1.234")}))
        assert 'value="1234,56"' in box
        assert 'value="1.234"' in box
        form = SumForm({"total": "1.234,56", "seen": "1.234"}, initial={"total": SUM})
        assert form.is_valid()
        assert form.cleaned_data == {"total": SUM, "seen": Decimal("1.234")}
        assert form.changed_data == ["seen"]
        again = SumForm(initial={"total": Decimal("1.234")})["total"].value()
        assert SumForm({"total": again}).is_valid()


def test_what_could_be_two_numbers_is_refused_with_its_mend():
    with notations.reading_in("de-DE"):
        form = SumForm({"total": "1.234"})
        assert form.errors["total"] == ["This can be 1.234 or 1,234. Write it as 1234 or as 1,2340."]
        assert 'value="1.234"' in str(form["total"])
    with notations.reading_in("en-GB"):
        assert SumForm({"total": "1.234,56"}).errors["total"] == ["Enter a number such as 1,234.56."]


def test_choices_show_how_each_looks():
    offered = dict(choosing.notations_offered("The department's: %s", "de-DE"))
    assert offered[""] == "The department's: 1.234,56 · 29.11.2026"
    assert offered["en-US"] == "1,234.56 · Nov 29, 2026 (en-US)"
    assert dict(choosing.languages_offered("%s", "de"))[""] == "Deutsch"


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_what_django_itself_writes_into_markup_stays_plain(language):
    drawn = engines["django"].from_string("{{ width }} {{ box }}")
    with translation.override(language):
        assert drawn.render({"width": 12.5, "box": Decimal("1.5")}) == "12.5 1.5"
        assert 'value="2026-11-29"' in forms.DateInput({"type": "date"}).render("on", DAY)
