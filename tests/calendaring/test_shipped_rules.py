"""Every shipped kind of rule against dates worked out by hand from the text that is cited.

Days of the week of 2026: 1 January is a Thursday, 1 November a Sunday, 1 December a Tuesday; 2027: 1 January
is a Friday, 1 February and 1 March are Mondays.
"""

from datetime import date

import pytest

from tests.calendaring.shipped import FOLDER, dates, pack

D = date
CODES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
WORKED = [
    # FRCP 6(a)(1): the day of the event is not counted, the last day is. Monday to Monday.
    ("us-frcp", "complaint_served", D(2026, 11, 23), "", {"answer": D(2026, 12, 14)}),
    # 6(a)(1)(C): Friday 25 December is Christmas, then a weekend: Monday 28 December.
    ("us-frcp", "complaint_served", D(2026, 12, 4), "", {"answer": D(2026, 12, 28)}),
    # 12(a)(2): sixty days. 1446(b)(1): thirty.
    (
        "us-frcp", "complaint_served", D(2026, 11, 23), "",
        {"answer_us": D(2027, 1, 22), "remove": D(2026, 12, 23)},
    ),
    # Rule 6(d) is for service under Rule 5: mail adds nothing to the answer.
    ("us-frcp", "complaint_served", D(2026, 11, 23), "mail", {"answer": D(2026, 12, 14)}),
    # 4(m): ninety days from 2 November is 31 January, a Sunday.
    ("us-frcp", "complaint_filed", D(2026, 11, 2), "", {"serve_complaint": D(2027, 2, 1)}),
    # 6(d) after 6(a): thirty days end on Sunday 6 December, so on Monday 7; three more days: Thursday 10.
    (
        "us-frcp", "discovery_served", D(2026, 11, 6), "mail",
        {
            "interrogatory_answers": D(2026, 12, 10),
            "production_response": D(2026, 12, 10),
            "admissions": D(2026, 12, 10),
        },
    ),
    # 6(d), the third added day on a Sunday: Thursday 3 December and three days is Sunday 6, so Monday 7.
    ("us-frcp", "discovery_served", D(2026, 11, 3), "mail", {"admissions": D(2026, 12, 7)}),
    # Since 2016 electronic service adds nothing.
    ("us-frcp", "discovery_served", D(2026, 11, 6), "electronic", {"admissions": D(2026, 12, 7)}),
    # 6(a)(5): counted back from Monday 1 March, 15 February is Washington's Birthday: Friday 12.
    (
        "us-frcp", "motion_hearing", D(2027, 3, 1), "",
        {"serve_motion": D(2027, 2, 12), "opposing_affidavits": D(2027, 2, 22)},
    ),
    ("us-frcp", "scheduling_conference", D(2026, 12, 15), "", {"rule26f_conference": D(2026, 11, 24)}),
    (
        "us-frcp", "conference_held", D(2026, 11, 12), "",
        # Thursday 26 November is Thanksgiving.
        {"initial_disclosures": D(2026, 11, 27), "rule26f_report": D(2026, 11, 27)},
    ),
    ("us-frcp", "discovery_closes", D(2026, 11, 2), "", {"summary_judgment": D(2026, 12, 2)}),
    # 26(a)(2)(D)(i): ninety days back from Monday 1 March is Tuesday 1 December.
    (
        "us-frcp", "trial", D(2027, 3, 1), "",
        # Thirty days back is Saturday 30 January: Friday 29. Fourteen: the holiday again.
        {
            "expert_disclosures": D(2026, 12, 1),
            "pretrial_disclosures": D(2027, 1, 29),
            "offer_of_judgment": D(2027, 2, 12),
        },
    ),
    # 50(b), 52(b), 59(b), 59(e): 28 days from Friday 4 December is New Year's Day: Monday 4 January.
    (
        "us-frcp", "judgment_entered", D(2026, 12, 4), "",
        {
            "jmol": D(2027, 1, 4),
            "amend_findings": D(2027, 1, 4),
            "new_trial": D(2027, 1, 4),
            "alter_judgment": D(2027, 1, 4),
            "attorney_fees": D(2026, 12, 18),
            # FRAP 4(a)(1)(A): thirty days is Sunday 3 January. (B): sixty. 4(a)(5): thirty more.
            "notice_of_appeal": D(2027, 1, 4),
            "notice_of_appeal_us": D(2027, 2, 2),
            "extend_appeal": D(2027, 2, 3),
            # 60(c)(1): a year, Saturday 4 December 2027: Monday 6.
            "relief_from_judgment": D(2027, 12, 6),
        },
    ),
    # A year from 29 February ends on 28 February.
    ("us-frcp", "judgment_entered", D(2028, 2, 29), "", {"relief_from_judgment": D(2029, 2, 28)}),
    ("us-frcp", "magistrate_recommendation", D(2026, 11, 30), "mail",
     {"magistrate_objections": D(2026, 12, 17)}),
    # CCP §§ 12, 12a: thirty days is Thanksgiving; in California the Friday after is a holiday too.
    (
        "us-ca-ccp", "complaint_served", D(2026, 10, 27), "",
        # § 430.41: five days before Monday 30 November is Wednesday 25.
        {"response": D(2026, 11, 30), "meet_and_confer": D(2026, 11, 25)},
    ),
    # § 415.20: complete on the tenth day after mailing, Thursday 12 November; thirty days is a Saturday.
    (
        "us-ca-ccp", "substituted_mailing", D(2026, 11, 2), "",
        {"substituted_complete": D(2026, 11, 12), "response_substituted": D(2026, 12, 14)},
    ),
    # §§ 1005(b), 12c: court days back from Friday 18 December, without 26 and 27 November.
    (
        "us-ca-ccp", "motion_hearing", D(2026, 12, 18), "",
        {"serve_motion": D(2026, 11, 24), "oppose_motion": D(2026, 12, 7), "reply_motion": D(2026, 12, 11)},
    ),
    # § 12c(b): the days for service are counted back from there. Five calendar days, or two court days.
    (
        "us-ca-ccp", "motion_hearing", D(2026, 12, 18), "mail_ca",
        {"serve_motion": D(2026, 11, 19), "oppose_motion": D(2026, 12, 7)},
    ),
    ("us-ca-ccp", "motion_hearing", D(2026, 12, 18), "electronic", {"serve_motion": D(2026, 11, 20)}),
    # § 437c as of 2025: 81, 20 and 11 days back from Monday 1 March.
    (
        "us-ca-ccp", "summary_judgment_hearing", D(2027, 3, 1), "",
        {
            "serve_summary_judgment": D(2026, 12, 10),
            "oppose_summary_judgment": D(2027, 2, 9),
            "reply_summary_judgment": D(2027, 2, 18),
        },
    ),
    # § 1013(a): 30 and 5 days. § 1010.6: 30 days and two court days.
    ("us-ca-ccp", "discovery_served", D(2026, 11, 5), "mail_ca", {"interrogatory_answers": D(2026, 12, 10)}),
    ("us-ca-ccp", "discovery_served", D(2026, 11, 5), "electronic", {"admissions": D(2026, 12, 8)}),
    # § 2016.060: thirty days back from trial is Saturday 30 January: on to the court day closer to trial.
    # Fifteen days back is Sunday 14 February; Monday 15 is Presidents' Day: Tuesday 16.
    (
        "us-ca-ccp", "trial", D(2027, 3, 1), "",
        {"discovery_cutoff": D(2027, 2, 1), "discovery_motions": D(2027, 2, 16)},
    ),
    # § 659(b): service by mail adds nothing. CRC 8.104: sixty days.
    (
        "us-ca-ccp", "notice_of_entry_served", D(2026, 12, 4), "mail_ca",
        {"new_trial": D(2026, 12, 21), "notice_of_appeal": D(2027, 2, 2)},
    ),
    # § 473(b): six months from 31 August end on 28 February, a Sunday.
    ("us-ca-ccp", "judgment_entered", D(2026, 8, 31), "", {"relief_from_default": D(2027, 3, 1)}),
    # CPLR 3012(a), Gen. Constr. Law § 25-a: twenty days is Sunday 13 December.
    ("us-ny-cplr", "complaint_served_in_state", D(2026, 11, 23), "", {"answer_in_state": D(2026, 12, 14)}),
    # § 24: Election Day, Tuesday 3 November 2026, is a public holiday.
    ("us-ny-cplr", "pleading_served", D(2026, 10, 14), "", {"reply_to_counterclaim": D(2026, 11, 4)}),
    # CPLR 2103(b)(2): five days by mail within the state, six from elsewhere; 2103(b)(6): one business day.
    ("us-ny-cplr", "notice_of_entry_served", D(2026, 11, 2), "mail_ny", {"notice_of_appeal": D(2026, 12, 7)}),
    ("us-ny-cplr", "notice_of_entry_served", D(2026, 11, 2), "mail_us", {"notice_of_appeal": D(2026, 12, 8)}),
    ("us-ny-cplr", "notice_of_entry_served", D(2026, 11, 2), "overnight",
     {"notice_of_appeal": D(2026, 12, 3)}),
    # CPLR 2214(b): eight days before Friday 18 December; by mail thirteen, a Saturday: the Friday before.
    (
        "us-ny-cplr", "motion_hearing", D(2026, 12, 18), "mail_ny",
        {"serve_motion": D(2026, 12, 4), "answering_papers": D(2026, 12, 16)},
    ),
    ("us-ny-cplr", "motion_hearing", D(2026, 12, 18), "hand", {"serve_motion": D(2026, 12, 10)}),
    ("us-ny-cplr", "note_of_issue_filed", D(2027, 1, 4), "", {"summary_judgment": D(2027, 5, 4)}),
    # A holiday on a Saturday is kept on no other day in New York: 4 July 2026, so Friday 3 July is open.
    ("us-ny-cplr", "verdict", D(2026, 6, 18), "", {"post_trial": D(2026, 7, 3)}),
    # The rule's own examples. CPR 2.8(3): a hearing on Friday 20 October, three clear days: Monday 16.
    ("ew-cpr", "hearing", D(2023, 10, 20), "", {"serve_application": D(2023, 10, 16)}),
    # CPR 2.8(4): a hearing on Monday 20 October, the weekend not counted: Tuesday 14.
    ("ew-cpr", "hearing", D(2025, 10, 20), "", {"serve_application": D(2025, 10, 14)}),
    # CPR 2.8(3): particulars within 14 days of service on 2 October: 16 October.
    (
        "ew-cpr", "step_taken", D(2023, 9, 28), "",
        {"claim_form_served": D(2023, 10, 2), "particulars": D(2023, 10, 16)},
    ),
    # CPR 6.14 over Christmas: posted on Thursday 24 December, the second business day is Wednesday 30.
    ("ew-cpr", "step_taken", D(2026, 12, 24), "", {"claim_form_served": D(2026, 12, 30)}),
    # CPR 10.3, 15.4, 2.8(5): Christmas Day, Boxing Day, Sunday, and Monday for Boxing Day: Tuesday 29.
    (
        "ew-cpr", "particulars_served", D(2026, 12, 11), "",
        {
            "acknowledgment": D(2026, 12, 29),
            "defence": D(2026, 12, 29),
            "defence_after_acknowledgment": D(2027, 1, 8),
        },
    ),
    # CPR 6.26: posted on the Thursday before Easter, the second day is a Saturday: Tuesday after Easter.
    ("ew-cpr", "document_sent", D(2027, 3, 25), "post", {"document_served": D(2027, 3, 30)}),
    ("ew-cpr", "document_sent", D(2026, 11, 23), "post", {"document_served": D(2026, 11, 25)}),
    # An e-mail on a Friday before 4.30 pm is served then, later on Monday.
    ("ew-cpr", "document_sent", D(2026, 11, 27), "instant", {"document_served": D(2026, 11, 27)}),
    ("ew-cpr", "document_sent", D(2026, 11, 27), "late", {"document_served": D(2026, 11, 30)}),
    ("ew-cpr", "document_sent", D(2026, 11, 28), "late", {"document_served": D(2026, 11, 30)}),
    ("ew-cpr", "decision", D(2026, 11, 30), "", {"appellants_notice": D(2026, 12, 21)}),
    # CPR 7.5, 2.10: four calendar months after 31 October is the last of February, a Sunday; not moved.
    ("ew-cpr", "claim_issued", D(2026, 10, 31), "", {"serve_claim_form": D(2027, 2, 28)}),
    ("ew-cpr", "questionnaire_due", D(2026, 12, 1), "", {"reply": D(2026, 12, 1)}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "trigger", "on", "method", "expected"), WORKED)
def test_a_rule_gives_the_date_of_its_text(code, trigger, on, method, expected):
    found = dates(code, trigger, on, method)

    assert {rule: found[rule] for rule in expected} == expected


@pytest.mark.parametrize("code", CODES)
def test_every_rule_cites_its_source_and_every_trigger_sets_something_off(code):
    shipped = pack(code)

    assert all(rule.base.citation for rule in shipped.rules)
    assert all(added.citation for rule in shipped.rules for added in rule.added.values())
    assert [each.code for each in shipped.triggers if not shipped.following(each.code)] == []
    assert "Verify every date" in shipped.note
    assert shipped.checked_on > shipped.effective_from


def test_the_steps_are_told_in_words():
    (served,) = [w for rule, w in pack("us-frcp").dates_of("discovery_served", D(2026, 11, 6), "mail")
                 if rule.code == "admissions"]  # fmt: skip

    assert served.why == (
        "30 days after service of discovery requests (Fri 6 Nov 2026): Sun 6 Dec 2026 (FRCP 36(a)(3))",
        "Sun 6 Dec 2026 is a Sunday; rolls to Mon 7 Dec 2026 (FRCP 6(a)(1)(C), 6(a)(5))",
        "Added for service: 3 days, Thu 10 Dec 2026 (FRCP 6(d), 5(b)(2)(C))",
    )
