"""What the review page shows, to whom, and that a swapped page equals a fresh one."""

from decimal import Decimal as D

import pytest
from django.urls import reverse

from billing.models import LineAdjustment
from billing.services.adjustments import adjust_invoice, reduce_line
from billing.services.approvals import submit_for_approval
from billing.services.findings import accept_findings, dismiss_findings
from billing.services.lifecycle import transition
from billing.services.notes import add_note
from tests.billing.scenes import dismissal, reason
from tests.factories import make_invoice, make_line
from tests.htmx import Page

pytestmark = pytest.mark.django_db


def url(scene, name="invoice", *args):
    return reverse(f"billing:{name}", args=[scene.invoice.pk, *args])


def page(client, scene, query=""):
    return Page.get(client, url(scene) + query)


def finding(scene, rule, n=0):
    return scene.invoice.findings.filter(rule=rule).order_by("line__position")[n]


def same(shown, client, scene, query=""):
    shown.assert_equals(page(client, scene, query))


def test_the_page_shows_the_four_zones(reviewer, scene):
    text = reviewer.get(url(scene)).content.decode()
    assert "Rate above the agreed rate" in text
    assert "(guideline 3.1)" not in text
    assert "Attend to &lt;b&gt;<mark>various</mark>&lt;/b&gt; matters" in text
    assert "Goes to <b>Lena Lead</b>" in text
    assert "2,346.00" in text
    assert "1,966.00" in text
    assert "Only your department reads this." in text


def test_possible_savings_count_each_line_once(reviewer, scene):
    text = reviewer.get(url(scene)).content.decode()
    assert "380.00</span> still possible" in text.replace("\n", "")


@pytest.mark.parametrize("group", ["timekeeper", "task", "day", "finding", "none"])
def test_accepting_swaps_what_a_reload_would_show(reviewer, scene, group):
    shown = page(reviewer, scene, f"?group={group}")
    key = finding(scene, "G26").pk
    shown.trigger(reviewer, f"//li[@id='finding-{key}']//button", {"finding": key})
    assert scene.lines[0].reduction == D(100)
    same(shown, reviewer, scene, f"?group={group}")


def test_several_changes_on_one_page_keep_it_equal_to_a_fresh_one(reviewer, scene):
    shown = page(reviewer, scene)
    first, second = finding(scene, "G26"), finding(scene, "G41")
    shown.trigger(reviewer, f"//li[@id='finding-{first.pk}']//button", {"finding": first.pk})
    shown.trigger(reviewer, f"//li[@id='finding-{second.pk}']//button", {"finding": second.pk})
    same(shown, reviewer, scene)
    shown.trigger(reviewer, f"//li[@id='finding-{second.pk}']//button", {"finding": second.pk})
    assert scene.lines[0].reduction == D(100)
    same(shown, reviewer, scene)
    undo = f"//article[@id='line-{scene.lines[0].pk}']//button[@data-row-key='u']"
    shown.trigger(reviewer, undo)
    assert scene.lines[0].reduction == 0
    same(shown, reviewer, scene)


def test_all_findings_of_a_rule_and_all_on_a_line(reviewer, scene):
    shown = page(reviewer, scene)
    shown.trigger(reviewer, "//button[@name='of_rule']", {"of_rule": "G26"})
    assert [line.reduction for line in scene.lines] == [D(100), D(0), D(80), D(0)]
    same(shown, reviewer, scene)
    line = f"//article[@id='line-{scene.lines[0].pk}']//button[@data-row-key='a']"
    shown.trigger(reviewer, line, {"line": scene.lines[0].pk})
    assert scene.lines[0].reduction == D(300)
    same(shown, reviewer, scene)


def test_dismissing_asks_why_and_keeps_what_was_typed(reviewer, scene):
    key = finding(scene, "G42").pk
    ask = url(scene, "dismiss") + f"?finding={key}"
    headers = {
        "HX-Request": "true",
        "HX-Target": "form-box",
        "HX-Current-URL": f"http://testserver{url(scene)}",
    }
    refused = reviewer.post(ask, {"note": "by phone"}, headers=headers)
    assert refused.status_code == 422
    assert "by phone" in refused.content.decode()
    shown = page(reviewer, scene)
    answer = reviewer.post(ask, {"reason": dismissal().pk, "note": "by phone"}, headers=headers)
    assert answer.headers["HX-Reswap"] == "none"
    shown.swap(answer, "#rv-head", "none")
    same(shown, reviewer, scene)


def test_editing_a_line_in_place(reviewer, scene):
    line = scene.lines[0]
    shown = page(reviewer, scene)
    shown.trigger(reviewer, f"//article[@id='line-{line.pk}']//a[@data-row-key='e']")
    prefix = f"l{line.pk}-"
    typed = {f"{prefix}new_units": "1.5", f"{prefix}mode": "quantity", f"{prefix}reason": reason().pk}
    shown.trigger(reviewer, f"//div[@id='edit-{line.pk}']/form", typed)
    assert scene.lines[0].reduction == D(250)
    same(shown, reviewer, scene)


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ({"amount": "900", "mode": "amount"}, D(100)),
        ({"percent": "25", "mode": "percent"}, D(250)),
        ({"amount": "900"}, D(100)),
        ({"percent": "25"}, D(250)),
        ({"new_units": "1"}, D(500)),
    ],
)
def test_every_field_of_the_form_works_with_and_without_a_script(reviewer, scene, typed, taken):
    line = scene.lines[0]
    data = {
        "new_units": "2.00",
        "new_unit_cost": "500.00",
        "amount": "1000.00",
        "seen": "0",
        "reason": reason().pk,
    }
    prefixed = {f"l{line.pk}-{name}": value for name, value in (data | typed).items()}
    answer = reviewer.post(url(scene, "edit_line", line.pk), prefixed)
    assert answer.status_code == 303
    assert scene.lines[0].reduction == taken


def test_a_wrong_number_and_a_missing_reason_are_said_beside_the_field(reviewer, scene):
    line = scene.lines[0]
    wrong = {f"l{line.pk}-amount": "9999", f"l{line.pk}-mode": "amount", f"l{line.pk}-seen": "0"}
    missing = reviewer.post(url(scene, "edit_line", line.pk), wrong, headers={"HX-Request": "true"})
    assert missing.status_code == 422
    assert "9999" in missing.content.decode()
    refused = reviewer.post(
        url(scene, "edit_line", line.pk),
        wrong | {f"l{line.pk}-reason": reason().pk},
        headers={"HX-Request": "true"},
    )
    assert refused.status_code == 422
    assert "takes nothing off" in refused.content.decode()
    assert not LineAdjustment.objects.exists()


def test_a_line_changed_meanwhile_shows_both_values_and_can_be_sent_again(reviewer, scene):
    line = scene.lines[0]
    shown = page(reviewer, scene)
    shown.trigger(reviewer, f"//article[@id='line-{line.pk}']//a[@data-row-key='e']")
    reduce_line(line, amount=D(400), reason=reason("vague"), actor=scene.reviewer)
    prefix = f"l{line.pk}-"
    typed = {f"{prefix}amount": "900", f"{prefix}mode": "amount", f"{prefix}reason": reason().pk}
    form = f"//div[@id='edit-{line.pk}']/form"
    refused = shown.trigger(reviewer, form, typed)
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "600.00" in text
    assert "1,000.00" in text
    assert 'value="900"' in text
    shown.trigger(reviewer, form, typed)
    assert scene.lines[0].reduction == D(100)


def test_reducing_the_whole_invoice(reviewer, scene):
    shown = page(reviewer, scene)
    headers = {
        "HX-Request": "true",
        "HX-Target": "form-box",
        "HX-Current-URL": f"http://testserver{url(scene)}",
    }
    asked = reviewer.get(url(scene, "reduce_whole"), headers=headers | {"HX-Target": "form-dialog-body"})
    assert "Reduce the whole invoice" in asked.content.decode()
    data = {
        "percent": "10",
        "reason": reason("goodwill").pk,
        "request_key": "6e9f4d5c-0000-4000-8000-000000000001",
    }
    answer = reviewer.post(url(scene, "reduce_whole"), data, headers=headers)
    shown.swap(answer, "#rv-head", "none")
    assert scene.fresh().reduction_net == D("234.60")
    same(shown, reviewer, scene)


def test_notes_stay_in_their_threads(reviewer, scene):
    shown = page(reviewer, scene)
    form = "//form[@data-note-form='internal']"
    shown.trigger(reviewer, form, {"body": "Ask Lena", "line": scene.lines[0].pk})
    shown.trigger(reviewer, "//form[@data-note-form='firm']", {"body": "Please explain"})
    same(shown, reviewer, scene)
    notes = {note.body: (note.audience, note.line_id) for note in scene.invoice.notes.all()}
    assert notes == {"Ask Lena": ("internal", scene.lines[0].pk), "Please explain": ("firm", None)}


def test_grouping_and_narrowing_swap_what_a_reload_shows(reviewer, scene):
    shown = page(reviewer, scene)
    link = "//div[@id='rv-lines-head']//a[text()='Day']"
    shown.trigger(reviewer, link)
    shown.assert_equals(page(reviewer, scene, "?group=day&show=all&rule="), "#rv-lines")
    only = reviewer.get(
        url(scene) + "?show=findings", headers={"HX-Request": "true", "HX-Target": "rv-lines"}
    )
    assert only.content.decode().count('data-row-key="e"') == 3
    rule = reviewer.get(url(scene) + "?rule=G42", headers={"HX-Request": "true", "HX-Target": "rv-lines"})
    assert rule.content.decode().count('data-row-key="e"') == 1


def test_the_approver_reads_and_decides_and_changes_nothing_else(lead, scene):
    submit_for_approval(scene.invoice, actor=scene.reviewer, confirm_open=True)
    text = lead.get(url(scene)).content.decode()
    assert "Approve" in text
    assert "Send back" in text
    assert 'data-row-key="e"' not in text
    assert 'name="finding"' not in text
    key = finding(scene, "G26").pk
    assert lead.post(url(scene, "accept"), {"finding": key}).status_code == 403
    assert scene.fresh().reduction_net == 0


def test_without_a_script_an_action_leads_back_to_the_page(reviewer, scene):
    key = finding(scene, "G26").pk
    answer = reviewer.post(url(scene, "accept"), {"finding": key})
    assert (answer.status_code, answer.headers["Location"]) == (303, url(scene))
    assert scene.fresh().reduction_net == D(100)


def test_many_changes_at_once_draw_the_zones_anew(reviewer, scene, monkeypatch):
    monkeypatch.setattr("billing.views.bundles._MOST_ROWS", 1)
    shown = page(reviewer, scene)
    shown.trigger(reviewer, "//button[@name='of_rule']", {"of_rule": "G26"})
    same(shown, reviewer, scene)


def test_history_tells_the_story(reviewer, scene):
    accept_findings(scene.invoice, scene.invoice.findings.filter(rule="G26"), actor=scene.reviewer)
    dismiss_findings(
        scene.invoice, [finding(scene, "G42")], reason=dismissal(), note="", actor=scene.reviewer
    )
    adjust_invoice(scene.invoice, percent=D(5), reason=reason("goodwill"), actor=scene.reviewer)
    add_note(scene.invoice, audience="firm", body="Why", actor=scene.reviewer)
    text = reviewer.get(url(scene)).content.decode()
    for words in ("accepted a finding", "dismissed a finding", "reduced a line", "wrote a note"):
        assert words in text


def test_before_it_is_matched_nobody_is_told_that_the_rules_found_nothing(reviewer, scene):
    waiting = make_invoice(scene.firm, None, 100, number="WAITS-1")
    text = reviewer.get(reverse("billing:invoice", args=[waiting.pk])).content.decode()
    assert "Not reviewed yet" in text
    assert "None of the review rules found anything" not in text


def test_the_firms_own_adjustment_explains_the_amount(reviewer, scene):
    line = scene.lines[0]
    type(line).objects.filter(pk=line.pk).update(adjustment=D("-100"))
    assert "−100.00 by the firm" in reviewer.get(url(scene)).content.decode()


def test_a_credit_offers_no_reduction(reviewer, scene):
    credit = make_line(scene.invoice, D(-250), position=5, kind="IF", units=None, unit_cost=None)
    text = reviewer.get(url(scene)).content.decode()
    assert reverse("billing:edit_line", args=[scene.invoice.pk, scene.lines[0].pk]) in text
    assert reverse("billing:edit_line", args=[scene.invoice.pk, credit.pk]) not in text


def test_history_says_what_was_taken_off_the_whole(reviewer, scene):
    adjust_invoice(scene.invoice, percent=D(10), reason=reason(), actor=scene.reviewer)
    history = reviewer.get(url(scene)).content.decode().split('id="rv-history"')[1]
    assert "reduced the whole invoice" in history
    assert "USD −234.60, Excessive time" in history


def test_a_corrected_invoice_names_the_rejected_one_and_why(reviewer, scene):
    before = make_invoice(scene.firm, scene.matter, 70, number="FIRST")
    transition(invoice=before, name="reject", actor=scene.reviewer, reason="Bill in dollars.")
    scene.invoice.replaces = before
    scene.invoice.save()
    text = reviewer.get(url(scene)).content.decode()
    assert f'It replaces <a href="{reverse("billing:invoice", args=[before.pk])}">FIRST</a>' in text
    assert "Bill in dollars." in text


def test_earlier_invoices_in_other_currencies_say_so(reviewer, scene):
    make_invoice(scene.firm, scene.matter, 300, currency="EUR", base_rate=D("1.1"), base_total=D(330))
    pane = reviewer.get(url(scene)).content.decode().split('id="rv-pane-earlier"')[1]
    assert "EUR" in pane.split('class="rv-earlier-sum"')[1].split("</li>")[0]
    assert "Billed by invoice, oldest first: USD 330, USD " in pane
