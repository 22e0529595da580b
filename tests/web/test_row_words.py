"""The row engine's words and addresses are those of Django."""

import pytest
from django.template import engines
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from markupsafe import Markup

from legalops.web import row_words


@pytest.mark.parametrize("args", [(7, 12), (0, 0), (10**9, 3), (7, 7)])
def test_an_address_of_numbers_is_what_reverse_says(args):
    assert row_words.url("billing:edit_line", *args) == reverse("billing:edit_line", args=args)


def test_an_address_of_words_or_names_is_what_reverse_says():
    assert row_words.url("matters:matter", "L-2026 1") == reverse("matters:matter", args=["L-2026 1"])
    assert row_words.url("billing:invoice", pk=4) == "/invoices/4/"
    assert row_words.url("billing:invoices") == "/invoices/"


@pytest.mark.parametrize("args", [(), (1, 2), (-1,), ("x",)])
def test_no_address_for_what_does_not_fit(args):
    with pytest.raises(NoReverseMatch):
        row_words.url("billing:invoice", *args)


def test_words_follow_the_language_and_what_is_put_in_is_escaped(monkeypatch):
    monkeypatch.setattr(row_words, "gettext", lambda text: f"{translation.get_language()}: {text}")
    with translation.override("en-gb"):
        assert row_words.translate("A test of words") == "en-gb: A test of words"
    with translation.override("en-us"):
        assert row_words.translate("A test of words") == "en-us: A test of words"
        assert row_words.translate("By %(who)s", who="<b>") == Markup("en-us: By &lt;b&gt;")
        assert row_words.translate("100%% of it") == "en-us: 100% of it"


def test_row_templates_use_both():
    template = engines["jinja2"].from_string(
        "{{ _('All of %(what)s', what='<x>') }} {{ url('billing:invoice', 4) }}"
    )
    assert template.render() == "All of &lt;x&gt; /invoices/4/"
