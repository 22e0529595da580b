"""Code sets, timekeeper classes, reason codes and review rules that ship with the product."""

from billing import review
from billing.enums import CodeKind
from billing.ledes.codes import timekeeper_classes, utbms_codes
from billing.models import BillingCode, ReasonCode, ReviewRule
from vendors.models import TimekeeperClass

# Code, label, usual note to the firm (features.md row 5.24).
REDUCTION_REASONS = [
    ("rate", "Rate above agreed", "Billed above the agreed rate."),
    ("duplicate", "Duplicate", "This was billed before."),
    ("block-billed", "Block billed", "Several tasks in one entry; bill each task with its own time."),
    ("vague", "Vague description", "The description does not say what was done."),
    ("clerical", "Clerical or administrative", "Clerical work is part of overhead under the guidelines."),
    ("excessive", "Excessive time", "The time is more than the task needs."),
    ("unapproved-timekeeper", "Timekeeper not approved", "This timekeeper was not approved for the matter."),
    ("staffing", "Staffing", "The work was done at a higher level than it needs."),
    ("internal-conference", "Internal conference", "Internal conferences are limited by the guidelines."),
    ("training", "Training or read-in", "Training and read-in time is not billable."),
    ("travel", "Travel", "Travel is billed at the agreed share."),
    ("expense-policy", "Expense outside policy", "The expense is not reimbursed under the guidelines."),
    ("no-receipt", "Receipt missing", "Send the receipt to have this expense paid."),
    ("outside-period", "Outside the billing period", "The date lies outside the billing period."),
    ("stale", "Billed too late", "The work was billed too long after it was done."),
    ("over-budget", "Over budget", "The budget of the matter does not cover this."),
    ("out-of-scope", "Out of scope", "The work is outside the scope agreed."),
    ("task-code", "Task code missing or wrong", "Bill with a valid task code."),
    ("math", "Arithmetic", "The amounts do not add up."),
    ("goodwill", "Agreed with the firm", "As agreed."),
]
DISMISSAL_REASONS = [
    ("justified", "Justified by the circumstances"),
    ("approved-before", "Approved in advance"),
    ("false-positive", "Rule does not fit here"),
    ("immaterial", "Too small to pursue"),
    ("credited", "Credited by the firm"),
]

# Wordings of rules that shipped before, by rule: whose row still has one of them has not chosen it.
FORMER_WORDINGS = {
    "G18": ("With invoice {invoice_number} over {total} this matter stands at {spend}, {share} {budget}.",),
}


def install_reference() -> None:
    """Create what is missing; what administrators have changed stays as it is, and a rule whose wording
    nobody has changed takes the wording that ships now.
    """
    _install_classes()
    _install_codes()
    _install_reasons()
    _reword_rules()
    _install_rules()


def _install_classes() -> None:
    TimekeeperClass.objects.bulk_create(
        [
            TimekeeperClass(code=c.code, label=c.label)
            for c in timekeeper_classes()
            if c.generation == "LOC2014"
        ],
        ignore_conflicts=True,
    )


def _install_codes() -> None:
    codes = utbms_codes()
    parents = {code.code: code.parent for code in codes}
    BillingCode.objects.bulk_create(
        [
            BillingCode(
                code_set=code.set,
                code=code.code,
                kind=_kind_of(code.set),
                label=code.label,
                phase=_phase_of(code.code, parents),
            )
            for code in codes
        ],
        ignore_conflicts=True,
    )


def _kind_of(code_set: str) -> CodeKind:
    if code_set == "ACTIVITY":
        return CodeKind.ACTIVITY
    return CodeKind.EXPENSE if code_set.startswith("EXPENSE") else CodeKind.TASK


def _phase_of(code: str, parents: dict[str, str | None]) -> str:
    while parents.get(code):
        code = parents[code]
    return code


def _install_reasons() -> None:
    reductions = [
        ReasonCode(code=code, label=label, text_to_firm=text, position=position)
        for position, (code, label, text) in enumerate(REDUCTION_REASONS, start=1)
    ]
    dismissals = [
        ReasonCode(code=code, label=label, for_dismissal=True, position=position)
        for position, (code, label) in enumerate(DISMISSAL_REASONS, start=1)
    ]
    ReasonCode.objects.bulk_create(reductions + dismissals, ignore_conflicts=True)


def _reword_rules() -> None:
    for code, wordings in FORMER_WORDINGS.items():
        rows = ReviewRule.objects.filter(code=code, message__in=wordings)
        rows.update(message=review.rule(code).message)


def _install_rules() -> None:
    have = set(ReviewRule.objects.values_list("code", flat=True))
    ReviewRule.objects.bulk_create(
        [
            ReviewRule(
                code=setting.code,
                name=review.rule(setting.code).title,
                enabled=setting.enabled,
                outcome=setting.outcome,
                parameters=setting.params,
                message=setting.message,
                clause=setting.clause,
                version=setting.version,
            )
            for setting in review.default_settings()
            if setting.code not in have
        ]
    )
