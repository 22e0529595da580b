"""Who may open which page: the table that the access-matrix test holds every URL against (DESIGN §10).

A route without a row here fails the build. `people` pass the gate of the page; with a `record`, they also
have to be among those who see that record (RECORDS); without either the page answers 403 or 404.
"""

from dataclasses import dataclass

EVERYONE = frozenset(
    {
        "requester",
        "paralegal",
        "attorney",
        "attorney_behind_wall",
        "legal_project_manager",
        "ebilling_specialist",
        "legal_ops_manager",
        "general_counsel",
        "finance",
        "auditor",
        "administrator",
        "outside_counsel_biller",
        "outside_counsel_lead",
        "rival_firm",
    }
)
FIRMS = frozenset({"outside_counsel_biller", "outside_counsel_lead", "rival_firm"})
STAFF = EVERYONE - FIRMS
ATTORNEYS = frozenset({"attorney", "attorney_behind_wall"})
SEE_PORTFOLIO = frozenset(
    {
        "legal_project_manager",
        "ebilling_specialist",
        "legal_ops_manager",
        "general_counsel",
        "finance",
        "auditor",
    }
)
SEE_MATTERS = SEE_PORTFOLIO | ATTORNEYS | {"paralegal"}
EDIT_MATTERS = frozenset(
    {"paralegal", "legal_project_manager", "legal_ops_manager", "general_counsel"} | ATTORNEYS
)
KEEP_PLANS = EDIT_MATTERS - {"legal_ops_manager"}
WALLS = frozenset({"general_counsel", "administrator"})
BREAK_GLASS = frozenset({"general_counsel", "administrator"})
REVIEW_CONFLICTS = frozenset({"general_counsel", "legal_ops_manager"})
SEE_VENDORS = SEE_MATTERS
EDIT_VENDORS = frozenset({"ebilling_specialist", "legal_ops_manager"})
SEE_INVOICES = SEE_PORTFOLIO | ATTORNEYS
REVIEW = frozenset({"ebilling_specialist", "legal_ops_manager"})
APPROVE = ATTORNEYS | {"general_counsel"}
EXPORT = frozenset({"ebilling_specialist", "legal_ops_manager", "finance"})
DASHBOARDS = SEE_PORTFOLIO
AUDIT = frozenset({"legal_ops_manager", "auditor"})
CONFIGURE = frozenset({"administrator"})
GOVERN_FIELDS = frozenset({"administrator", "legal_ops_manager"})
READ_FIELDS = GOVERN_FIELDS | AUDIT
VIEW_AS = frozenset({"administrator", "legal_ops_manager"})
LOOK_AT_PEOPLE = frozenset({"administrator", "auditor"})
REFERENCE = (
    "legal-entities",
    "departments",
    "cost-centres",
    "ledger-accounts",
    "tax-codes",
    "courts",
)
NOBODY: frozenset[str] = frozenset()
IMPORT = frozenset({"administrator", "legal_ops_manager"})

# Record: personas that see it, by kind of matter.
MATTER = {
    "open": SEE_MATTERS,
    "restricted": frozenset({"attorney"}),
    "walled": SEE_MATTERS - {"attorney_behind_wall", "legal_ops_manager"},
    "foreign": SEE_PORTFOLIO,
}
INVOICE = {
    "open": SEE_INVOICES,
    "restricted": frozenset({"attorney"}),
    "walled": SEE_INVOICES - {"attorney_behind_wall", "legal_ops_manager"},
    "foreign": SEE_PORTFOLIO,
}
OWN_FIRM = frozenset({"outside_counsel_biller", "outside_counsel_lead"})
FIRM_INVOICE = {
    "open": OWN_FIRM,
    "restricted": OWN_FIRM,
    "walled": OWN_FIRM,
    "foreign": frozenset({"rival_firm"}),
}
OWN_VIEW = dict.fromkeys(MATTER, frozenset({"attorney"}))
SUBMISSION = {"open": OWN_FIRM, "foreign": frozenset({"rival_firm"})}
LEDGER_EVENT = {kind: people & AUDIT for kind, people in MATTER.items()}
OWN_TOKEN = {"open": frozenset({"attorney"})}
OWN_EXPORT = {"open": CONFIGURE}
OWN_IMPORT = {"open": frozenset({"legal_ops_manager"})}
API_SUBMISSION = {kind: people | REVIEW for kind, people in SUBMISSION.items()}
# Each told to the attorney, who sees the record or not.
NOTIFICATION = {
    "open": frozenset({"attorney"}),
    "restricted": frozenset({"attorney"}),
    "walled": frozenset({"attorney"}),
    "foreign": frozenset(),
}
MAKE_REQUESTS = STAFF - {"auditor"}
WORK_ON_REQUESTS = frozenset(
    {"paralegal", "legal_project_manager", "legal_ops_manager", "general_counsel"} | ATTORNEYS
)
SEE_ALL_REQUESTS = frozenset({"legal_project_manager", "legal_ops_manager", "general_counsel", "auditor"})
SEE_REQUESTS = WORK_ON_REQUESTS | SEE_ALL_REQUESTS
REQUEST = {
    "open": SEE_ALL_REQUESTS | {"requester", "attorney"},
    "restricted": frozenset({"requester", "attorney"}),
    "foreign": SEE_ALL_REQUESTS,
}
ON_MATTER = dict.fromkeys(MATTER, NOBODY) | {"restricted": frozenset({"attorney"})}
ADMINISTERED = dict.fromkeys(MATTER, CONFIGURE)
FIELD = dict.fromkeys(MATTER, SEE_MATTERS | CONFIGURE)
FIRM = {"open": SEE_VENDORS, "foreign": SEE_VENDORS}


@dataclass(frozen=True)
class Row:
    """One route: who passes its gate, and whose record it shows."""

    people: frozenset[str]
    record: dict[str, frozenset[str]] | None = None
    anonymous: bool = False
    # Past the gate the service decides further (authority, state, own work): it may answer 403, never 404.
    decided_further: bool = False


def rows(people: frozenset[str], record=None, *names: str, decided_further: bool = False) -> dict[str, Row]:
    """The same row for several routes."""
    return {name: Row(people, record, decided_further=decided_further) for name in names}


LOOK_AT_ROLES = LOOK_AT_PEOPLE | CONFIGURE
TRY_POLICIES = REVIEW | WALLS
READ_WORKFLOWS = AUDIT | CONFIGURE
OWN_GLASS = dict.fromkeys(MATTER, frozenset({"general_counsel"}))
# Whoever sees the matter's invoice sees its request for approval.
API_OF_RECORDS: dict[str, Row] = {
    **rows(STAFF, None, "api:approvals-list", "api:delegations-list", "api:absences-list"),
    **rows(STAFF, INVOICE, "api:approvals-detail"),
    **rows(
        STAFF,
        INVOICE,
        "api:approvals-approve",
        "api:approvals-reject",
        "api:approvals-send-back",
        "api:approvals-hold",
        "api:approvals-resume",
        "api:approvals-recall",
        "api:approvals-add-approver",
        "api:approvals-reassign",
        "api:approvals-remind",
        decided_further=True,
    ),
    # Of the person they belong to, of who stands in, and of administrators.
    **rows(STAFF, dict.fromkeys(MATTER, CONFIGURE), "api:delegations-detail", "api:absences-detail"),
    **rows(
        STAFF,
        dict.fromkeys(MATTER, CONFIGURE),
        "api:delegations-end",
        "api:absences-end",
        decided_further=True,
    ),
    **rows(TRY_POLICIES, None, "api:approval-policies-list", "api:approval-policies-simulate"),
    **rows(TRY_POLICIES, dict.fromkeys(MATTER, TRY_POLICIES), "api:approval-policies-detail"),
    **rows(STAFF, None, "api:requests-list", "api:request-types-list"),
    **rows(STAFF, dict.fromkeys(MATTER, STAFF), "api:request-types-detail"),
    **rows(STAFF, REQUEST, "api:requests-detail", "api:requests-moves", "api:requests-passages"),
    **rows(STAFF, REQUEST, "api:requests-checklist"),
    **rows(STAFF, REQUEST, "api:requests-move", decided_further=True),
    **rows(WORK_ON_REQUESTS, REQUEST, "api:requests-assign", "api:requests-tick", decided_further=True),
    **rows(STAFF, None, "api:workflow-tasks-list"),
    **rows(STAFF, REQUEST, "api:workflow-tasks-detail"),
    **rows(
        STAFF,
        REQUEST,
        "api:workflow-tasks-finish",
        "api:workflow-tasks-reopen",
        "api:workflow-tasks-assign",
        "api:workflow-tasks-cancel",
        decided_further=True,
    ),
    **rows(SEE_MATTERS, MATTER, "api:matters-moves", "api:matters-passages"),
    **rows(EDIT_MATTERS, MATTER, "api:matters-move", decided_further=True),
    **rows(WALLS, None, "api:walls-list"),
    **rows(WALLS, MATTER, "api:walls-detail"),
    **rows(WALLS, MATTER, "api:walls-lift", "api:walls-until", decided_further=True),
    # By those on the matter alone.
    **rows(SEE_MATTERS, ON_MATTER, "api:walls-acknowledge", decided_further=True),
    **rows(SEE_MATTERS, None, "api:contacts-list", "api:contact-relations-list", "api:parties-list"),
    **rows(SEE_MATTERS, None, "api:party-roles-list", "api:conflict-checks-list"),
    **rows(SEE_MATTERS, None, "api:conflict-hits-list", "api:conflict-waivers-list"),
    **rows(SEE_MATTERS, None, "api:party-roles-detail"),
    **rows(
        SEE_MATTERS,
        MATTER,
        "api:contacts-detail",
        "api:contact-relations-detail",
        "api:parties-detail",
        "api:conflict-checks-detail",
        "api:conflict-hits-detail",
        "api:conflict-waivers-detail",
    ),
    **rows(
        EDIT_MATTERS,
        MATTER,
        "api:contacts-names",
        "api:contacts-identifiers",
        "api:contacts-merge",
        "api:contact-relations-end",
        decided_further=True,
    ),
    **rows(EDIT_MATTERS | REVIEW_CONFLICTS, MATTER, "api:conflict-checks-run", decided_further=True),
    **rows(
        REVIEW_CONFLICTS,
        MATTER,
        "api:conflict-checks-conclude",
        "api:conflict-hits-decide",
        "api:conflict-hits-waivers",
        "api:conflict-waivers-answer",
        decided_further=True,
    ),
    **rows(SEE_VENDORS, None, "api:offices-list"),
    **rows(SEE_VENDORS, FIRM, "api:offices-detail"),
}
API_OF_ADMINISTRATION: dict[str, Row] = {
    **rows(EVERYONE, None, "api:notifications-list", "api:notifications-read-all"),
    **rows(EVERYONE, None, "api:notifications-preferences", "api:notifications-schedule"),
    **rows(EVERYONE, NOTIFICATION, "api:notifications-detail", "api:notifications-read"),
    **rows(CONFIGURE, None, "api:reminder-rules-list", "api:webhooks-list", "api:webhook-deliveries-list"),
    **rows(
        CONFIGURE,
        ADMINISTERED,
        "api:reminder-rules-detail",
        "api:reminder-rules-run",
        "api:reminder-rules-preview",
        "api:webhooks-detail",
        "api:webhooks-test",
        "api:webhooks-renew-secret",
        "api:webhook-deliveries-detail",
        "api:webhook-deliveries-replay",
        decided_further=True,
    ),
    **rows(READ_WORKFLOWS, None, "api:workflows-list", "api:workflow-versions-list"),
    **rows(
        READ_WORKFLOWS,
        dict.fromkeys(MATTER, READ_WORKFLOWS),
        "api:workflows-detail",
        "api:workflow-versions-detail",
    ),
    **rows(
        CONFIGURE,
        ADMINISTERED,
        "api:workflows-save-draft",
        "api:workflows-drop-draft",
        "api:workflows-publish",
        decided_further=True,
    ),
    **rows(IMPORT, None, "api:imports-list", "api:imports-kinds"),
    **rows(IMPORT, OWN_IMPORT, "api:imports-detail", "api:imports-rows", "api:imports-sample"),
    **rows(
        IMPORT,
        OWN_IMPORT,
        "api:imports-columns",
        "api:imports-start",
        "api:imports-undo",
        decided_further=True,
    ),
    **rows(CONFIGURE, None, "api:full-exports-list"),
    **rows(CONFIGURE, OWN_EXPORT, "api:full-exports-detail", "api:full-exports-download"),
    **rows(STAFF, None, "api:calendars-list", "api:teams-list"),
    **rows(STAFF, dict.fromkeys(MATTER, STAFF), "api:calendars-detail", "api:teams-detail"),
    **rows(CONFIGURE, ADMINISTERED, "api:calendars-set-days", decided_further=True),
    **rows(STAFF, None, *(f"api:{kind}-list" for kind in REFERENCE)),
    **rows(STAFF, dict.fromkeys(MATTER, STAFF), *(f"api:{kind}-detail" for kind in REFERENCE)),
    **rows(STAFF, None, "api:account-mappings-list"),
    **rows(STAFF, dict.fromkeys(MATTER, STAFF), "api:account-mappings-detail"),
    **rows(LOOK_AT_PEOPLE, None, "api:people-list"),
    **rows(LOOK_AT_PEOPLE, dict.fromkeys(MATTER, LOOK_AT_PEOPLE), "api:people-detail"),
    **rows(LOOK_AT_ROLES, None, "api:roles-list"),
    **rows(LOOK_AT_ROLES, dict.fromkeys(MATTER, LOOK_AT_ROLES), "api:roles-detail"),
    **rows(
        CONFIGURE,
        ADMINISTERED,
        "api:people-access",
        "api:people-unlock",
        "api:people-end-sessions",
        "api:people-reset-second-factor",
        "api:people-invite-again",
        "api:people-welcome-back",
        "api:people-open-work",
        "api:people-leave",
        decided_further=True,
    ),
}

ROUTES: dict[str, Row] = {
    "health": Row(EVERYONE, anonymous=True),
    "brand_styles": Row(EVERYONE, anonymous=True),
    "brand_logo": Row(NOBODY, anonymous=True),  # none is set
    **rows(EVERYONE, None, "home", "find", "nav_counts"),
    **rows(STAFF, None, "today", "today_panel"),
    **rows(
        EVERYONE,
        None,
        "notifications:list",
        "notifications:panel",
        "notifications:read_all",
        "notifications:preferences",
        "notifications:schedule",
        "notifications:renew_calendar",
        "notifications:revoke_calendar",
        "notifications:lift_address",
    ),
    **rows(EVERYONE, NOTIFICATION, "notifications:follow", "notifications:read"),
    "notifications:unsubscribe": Row(EVERYONE, anonymous=True),
    "calendar_feed": Row(EVERYONE, anonymous=True),
    **rows(CONFIGURE, None, "health_page", "modules_page", "switch_module", "branding_page"),
    # By the directory's token alone: a signed-in person without one gets 401 like anybody.
    **{
        f"scim:{name}": Row(frozenset(), anonymous=True)
        for name in ("config", "types", "type", "schemas", "schema", "users", "user", "groups", "group")
    },
    **rows(STAFF, None, "search:results", "search:forget"),
    **rows(CONFIGURE, None, "styleguide", "styleguide_peek"),
    **rows(EVERYONE, None, "tokens:own", "tokens:new"),
    **rows(EVERYONE, OWN_TOKEN, "tokens:revoke"),
    **rows(CONFIGURE, None, "tokens:services", "tokens:service_new", "tokens:service_token"),
    **rows(EVERYONE, None, "api:schema", "api:docs"),
    **rows(SEE_MATTERS, None, "api:matters-list", "api:matter-types-list", "api:stages-list"),
    **rows(SEE_MATTERS, None, "api:matter-types-detail", "api:stages-detail"),
    **rows(SEE_MATTERS, None, "api:matter-members-list", "api:key-dates-list"),
    **rows(SEE_MATTERS, None, "api:budgets-list", "api:engagements-list"),
    **rows(SEE_MATTERS, MATTER, "api:matters-detail", "api:matter-members-detail", "api:key-dates-detail"),
    **rows(SEE_MATTERS, MATTER, "api:budgets-detail", "api:engagements-detail"),
    **rows(
        EDIT_MATTERS,
        MATTER,
        "api:matters-stage",
        "api:matters-restrict",
        "api:key-dates-done",
        "api:key-dates-reopen",
        "api:key-dates-verify",
        "api:key-dates-call-off",
        "api:key-dates-uncritical",
        "api:key-dates-confirm",
        "api:key-dates-withdraw",
        "api:key-dates-follow",
        "api:key-dates-again",
        "api:key-dates-loose",
        "api:engagements-end",
        decided_further=True,
    ),
    **rows(SEE_MATTERS, MATTER, "api:key-dates-moves", "api:key-dates-moving", decided_further=True),
    **rows(SEE_MATTERS | CONFIGURE, None, "api:rule-packs-list", "api:rule-packs-detail"),
    **rows(SEE_MATTERS | CONFIGURE, None, "api:rule-packs-attempt", decided_further=True),
    **rows(EDIT_MATTERS, None, "api:rule-packs-apply", decided_further=True),
    **rows(CONFIGURE, None, "api:rule-packs-publish", decided_further=True),
    **rows(SEE_MATTERS, None, "api:plans-list", "api:plan-tasks-list", "api:plan-baselines-list"),
    **rows(SEE_MATTERS, None, "api:replans-list", "api:next-actions-list"),
    **rows(
        SEE_MATTERS,
        MATTER,
        "api:plans-detail",
        "api:plan-tasks-detail",
        "api:plan-baselines-detail",
        "api:replans-detail",
        "api:next-actions-detail",
    ),
    **rows(
        KEEP_PLANS,
        MATTER,
        "api:plan-tasks-move",
        "api:plan-tasks-preview",
        "api:plan-tasks-waits",
        decided_further=True,
    ),
    **rows(
        EDIT_MATTERS,
        MATTER,
        "api:plan-tasks-begin",
        "api:plan-tasks-block",
        "api:plan-tasks-unblock",
        "api:next-actions-done",
        decided_further=True,
    ),
    **rows(SEE_VENDORS, None, "api:firms-list", "api:timekeepers-list", "api:rates-list"),
    **rows(SEE_VENDORS, FIRM, "api:firms-detail", "api:timekeepers-detail", "api:rates-detail"),
    **rows(EDIT_VENDORS, FIRM, "api:timekeepers-decide", decided_further=True),
    **rows(SEE_INVOICES, None, "api:invoices-list"),
    **rows(
        SEE_INVOICES,
        INVOICE,
        "api:invoices-detail",
        "api:invoices-lines",
        "api:invoices-findings",
        "api:invoices-adjustments",
        "api:invoices-notes",
    ),
    **rows(
        REVIEW,
        INVOICE,
        "api:invoices-take",
        "api:invoices-accept",
        "api:invoices-dismiss",
        "api:invoices-reopen",
        "api:invoices-reduce",
        "api:invoices-reduce-all",
        "api:invoices-take-back",
        "api:invoices-restore",
        "api:invoices-submit-for-approval",
        "api:invoices-recall",
        decided_further=True,
    ),
    **rows(EXPORT, INVOICE, "api:invoices-pay", decided_further=True),
    **rows(
        EXPORT,
        None,
        "api:ap-exports-list",
        "api:ap-exports-detail",
        "api:ap-exports-items",
        "api:ap-exports-download",
    ),
    **rows(BREAK_GLASS, None, "api:break-glass-list"),
    **rows(BREAK_GLASS, OWN_GLASS, "api:break-glass-detail", "api:break-glass-end"),
    **rows(LOOK_AT_ROLES, None, "api:authority-limits-list"),
    **rows(LOOK_AT_ROLES, dict.fromkeys(MATTER, LOOK_AT_ROLES), "api:authority-limits-detail"),
    **rows(CONFIGURE, ADMINISTERED, "api:authority-limits-end", decided_further=True),
    **rows(READ_WORKFLOWS, None, "api:routing-rules-list", "api:sla-policies-list"),
    **rows(
        READ_WORKFLOWS,
        dict.fromkeys(MATTER, READ_WORKFLOWS),
        "api:routing-rules-detail",
        "api:sla-policies-detail",
    ),
    **rows(REVIEW | APPROVE, INVOICE, "api:invoices-reject", decided_further=True),
    **rows(FIRMS | REVIEW, None, "api:submissions-list"),
    **rows(FIRMS | REVIEW, API_SUBMISSION, "api:submissions-detail", "api:submissions-problems"),
    **rows(FIRMS, SUBMISSION, "api:submissions-submit", "api:submissions-withdraw", decided_further=True),
    **rows(DASHBOARDS, None, "api:metrics-list", "api:metrics-detail"),
    **rows(AUDIT, None, "api:events-list"),
    **rows(AUDIT, LEDGER_EVENT, "api:events-detail"),
    **API_OF_RECORDS,
    **API_OF_ADMINISTRATION,
    **rows(SEE_MATTERS | CONFIGURE, None, "api:custom-fields-list"),
    **rows(SEE_MATTERS | CONFIGURE, FIELD, "api:custom-fields-detail"),
    **rows(
        CONFIGURE, ADMINISTERED, "api:custom-fields-retire", "api:custom-fields-restore", decided_further=True
    ),
    **rows(READ_FIELDS, None, "fields:dictionary", "fields:entry"),
    **rows(GOVERN_FIELDS, None, "fields:count"),
    **rows(
        GOVERN_FIELDS,
        None,
        "fields:layouts",
        "fields:layout",
        "fields:layout_preview",
        "fields:layout_restore",
    ),
    # Invoices have no types.
    **rows(NOBODY, None, "fields:layout_of", "fields:layout_of_preview", "fields:layout_of_restore"),
    **rows(GOVERN_FIELDS, None, "fields:describe", "fields:retire", "fields:restore", decided_further=True),
    **rows(EXPORT, INVOICE, "fields:edit"),
    **rows(SEE_INVOICES, INVOICE, "fields:history"),
    **rows(CONFIGURE, None, "exports:all", "exports:ask"),
    **rows(CONFIGURE, OWN_EXPORT, "exports:progress", "exports:download"),
    # A list of matters; a view of it that the attorney keeps to themselves.
    **rows(SEE_MATTERS, None, "lists:views", "lists:new_view", "lists:open_first", "lists:counts"),
    **rows(SEE_MATTERS, OWN_VIEW, "lists:open_view", "lists:edit_view"),
    **rows(SEE_MATTERS, OWN_VIEW, "lists:save_view", "lists:duplicate", "lists:pin", "lists:delete_view"),
    **rows(SEE_MATTERS, OWN_VIEW, "lists:restore_view", decided_further=True),
    **rows(EDIT_MATTERS, None, "lists:start_change"),
    **rows(SEE_MATTERS, None, "lists:changes"),
    # A change of many matters that the attorney began.
    **rows(EDIT_MATTERS, OWN_VIEW, "lists:change", "lists:change_progress", "lists:change_apply"),
    **rows(EDIT_MATTERS, OWN_VIEW, "lists:change_again", "lists:change_undo", decided_further=True),
    **rows(EVERYONE, None, "api:saved-views-list"),
    **rows(SEE_MATTERS, OWN_VIEW, "api:saved-views-detail"),
    **rows(NOBODY, None, "lists:open_for_role"),
    **rows(IMPORT, None, "imports:list", "imports:new", "imports:template"),
    **rows(IMPORT, OWN_IMPORT, "imports:import", "imports:columns", "imports:progress", "imports:problems"),
    **rows(IMPORT, OWN_IMPORT, "imports:start", "imports:undo", decided_further=True),
    **rows(AUDIT, None, "ledger:events"),
    **rows(AUDIT, LEDGER_EVENT, "ledger:peek", "ledger:subject"),
    **rows(SEE_MATTERS | CONFIGURE, None, "governance:why"),
    **rows(EVERYONE, None, "governance:security", "governance:security_end", "own_address"),
    **rows(EVERYONE, None, "governance:preferences"),
    **rows(EVERYONE, None, "governance:view_as_stop"),
    **rows(VIEW_AS, None, "governance:view_as"),
    **rows(LOOK_AT_PEOPLE, None, "governance:people", "governance:person", "governance:review"),
    **rows(LOOK_AT_PEOPLE | {"legal_ops_manager"}, None, "governance:sign_ins"),
    **rows(
        CONFIGURE,
        None,
        "governance:invite",
        "governance:person_access",
        "governance:person_unlock",
        "governance:person_sessions",
        "governance:person_factor",
        "governance:person_invite",
        "governance:person_return",
        "governance:leaver",
    ),
    **rows(MAKE_REQUESTS, None, "requests:new", "requests:ask", "requests:mine", "requests:mine_panel"),
    **rows(SEE_REQUESTS, None, "requests:queue", "requests:unassigned"),
    **rows(SEE_REQUESTS, REQUEST, "requests:peek"),
    **rows(STAFF, REQUEST, "requests:request"),
    **rows(STAFF, REQUEST, "requests:move", decided_further=True),
    **rows(WORK_ON_REQUESTS, REQUEST, "requests:assign", "requests:tick"),
    **rows(STAFF, None, "workflows:tasks"),
    **rows(STAFF, REQUEST, "workflows:task_record"),
    **rows(WORK_ON_REQUESTS, REQUEST, "workflows:task_done", "workflows:task_assign"),
    **rows(WORK_ON_REQUESTS, REQUEST, "workflows:task_new", "workflows:task_edit", "workflows:task_cancel"),
    **rows(STAFF, None, "workflows:finish_many"),
    # Of a matter; what requests show of theirs is in tests/files.
    **rows(STAFF, MATTER, "files:list", "files:file", "files:download", "files:version"),
    **rows(EDIT_MATTERS, MATTER, "files:replace", "files:change", "files:remove"),
    **rows(NOBODY, None, "files:picture"),  # it is a text
    **rows(STAFF, None, "api:files-list"),
    **rows(STAFF, MATTER, "api:files-detail", "api:files-download"),
    **rows(EDIT_MATTERS, MATTER, "api:files-versions", "api:files-remove", decided_further=True),
    **rows(SEE_MATTERS, None, "matters:list", "matters:mine", "matters:mine_panel"),
    **rows(SEE_MATTERS, None, "matters:deadlines", "matters:docket"),
    **rows(SEE_MATTERS, None, "matters:radar"),
    **rows(EDIT_MATTERS, None, "matters:new"),
    **rows(
        SEE_MATTERS,
        MATTER,
        "matters:matter",
        "matters:peek",
        "matters:money",
        "matters:plan",
        "matters:dates",
        "matters:date_show",
        "matters:files",
        "matters:log",
        "matters:people",
        "matters:timeline",
    ),
    **rows(
        EDIT_MATTERS,
        MATTER,
        "matters:edit",
        "matters:stage",
        "matters:restrict",
        "matters:budget",
        "matters:rate",
        "matters:engage",
        "matters:release",
        "matters:number",
        "matters:date_new",
        "matters:date",
        "matters:date_done",
        "matters:date_reopen",
        "matters:date_rules",
        "matters:date_rule_pack",
        "matters:date_finish",
        "matters:date_verify",
        "matters:date_call_off",
        "matters:date_uncritical",
        "matters:date_confirm",
        "matters:date_withdraw",
        "matters:date_follow",
        "matters:date_again",
        "matters:date_loose",
        "matters:member_new",
        "matters:member_remove",
        "matters:staff",
        "matters:unstaff",
        "matters:plan_done",
        "matters:plan_block",
        "matters:plan_escalation",
        "matters:next",
        "matters:next_done",
    ),
    # For whoever has the task, and for those who keep plans.
    **rows(EDIT_MATTERS, MATTER, "matters:plan_begin", "matters:plan_chased", decided_further=True),
    **rows(
        KEEP_PLANS,
        MATTER,
        "matters:plan_new",
        "matters:plan_template",
        "matters:plan_baseline",
        "matters:plan_task_new",
        "matters:plan_task",
        "matters:plan_move",
        "matters:plan_waits",
    ),
    **rows(EDIT_MATTERS, MATTER, "matters:party_new", "matters:party", "matters:party_remove"),
    **rows(
        EDIT_MATTERS, MATTER, "matters:note_new", "matters:note", "matters:note_pin", "matters:note_strike"
    ),
    **rows(EDIT_MATTERS, MATTER, "matters:conflicts_check"),
    **rows(SEE_MATTERS, MATTER, "matters:conflicts_of", "matters:conflict", "matters:conflict_certificate"),
    **rows(EDIT_MATTERS | REVIEW_CONFLICTS, MATTER, "matters:conflict_run"),
    **rows(SEE_MATTERS, None, "matters:conflicts", "matters:waivers"),
    **rows(
        REVIEW_CONFLICTS,
        MATTER,
        "matters:conflict_conclude",
        "matters:conflict_hit",
        "matters:waiver_new",
        "matters:waiver",
    ),
    **rows(WORK_ON_REQUESTS, REQUEST, "matters:request_panel"),
    # A card on one matter alone is seen by whoever sees that matter.
    **rows(SEE_MATTERS, None, "contacts:list"),
    **rows(EDIT_MATTERS, None, "contacts:new", "contacts:suggest"),
    **rows(SEE_MATTERS, MATTER, "contacts:contact", "contacts:history", "matters:contact_panel"),
    **rows(
        EDIT_MATTERS,
        MATTER,
        "contacts:edit",
        "contacts:merge",
        "contacts:name_new",
        "contacts:name_remove",
        "contacts:identifier_new",
        "contacts:identifier_remove",
        "contacts:relation_new",
        "contacts:relation_end",
        "contacts:relation_remove",
    ),
    **rows(WALLS, MATTER, "matters:wall_new", "matters:wall_lift", "matters:wall_until"),
    **rows(SEE_MATTERS, MATTER, "matters:wall_acknowledge"),
    **rows(BREAK_GLASS, None, "matters:glass"),
    **rows(SEE_MATTERS | WALLS, dict.fromkeys(MATTER, WALLS), "matters:glass_end"),
    **rows(
        FIRMS,
        None,
        "portal:home",
        "portal:receive",
        "portal:uploads",
        "portal:files",
        "portal:invoices",
        "portal:matters",
        "portal:rates",
    ),
    **rows(
        FIRMS,
        SUBMISSION,
        "portal:upload",
        "portal:submit_all",
        "portal:file",
        "portal:card",
        "portal:submit",
        "portal:withdraw",
        "portal:original",
    ),
    **rows(FIRMS, FIRM_INVOICE, "portal:invoice"),
    **rows(SEE_VENDORS, None, "vendors:list"),
    **rows(EDIT_VENDORS, None, "vendors:new"),
    **rows(
        SEE_VENDORS,
        FIRM,
        "vendors:firm",
        "vendors:timekeepers",
        "vendors:rates",
        "vendors:history",
        "vendors:rate_history",
    ),
    **rows(
        EDIT_VENDORS,
        FIRM,
        "vendors:edit",
        "vendors:office",
        "vendors:member",
        "vendors:member_remove",
        "vendors:timekeeper_new",
        "vendors:timekeeper_approve",
        "vendors:timekeeper_refuse",
        "vendors:alias",
        "vendors:rate",
    ),
    **rows(
        REVIEW,
        None,
        "billing:unmatched",
        "billing:match_again",
        "billing:map_matter",
        "billing:map_person",
        "billing:add_person",
        "billing:reject_unmatched",
        "billing:mapped",
        "billing:correct_number",
        "billing:correct_person",
        "billing:queue",
        "billing:review_panel",
        "billing:submit_many",
    ),
    **rows(REVIEW | APPROVE, None, "billing:open_next"),
    **rows(SEE_INVOICES, None, "billing:invoices"),
    **rows(
        STAFF,
        None,
        "approvals:inbox",
        "approvals:panel",
        "approvals:decided",
        "approvals:asked",
        "approvals:away",
        "approvals:leave",
        "approvals:approve_many",
    ),
    **rows(REVIEW | WALLS, None, "approvals:simulate"),
    **rows(
        STAFF,
        INVOICE,
        "approvals:request",
        "approvals:approve",
        "approvals:send_back",
        "approvals:reject",
        "approvals:hold",
        "approvals:resume",
        "approvals:recall",
        "approvals:add_approver",
        "approvals:reassign",
        "approvals:remind",
        decided_further=True,
    ),
    # Only for the person they belong to; here they are somebody else's.
    **rows(NOBODY, None, "approvals:end_delegation", "approvals:end_absence", "approvals:link"),
    **rows(EXPORT | AUDIT, None, "billing:exports", "billing:export", "billing:export_file"),
    **rows(EXPORT, None, "billing:make_export"),
    **rows(
        SEE_INVOICES,
        INVOICE,
        "billing:invoice",
        "billing:peek",
        "billing:original",
        "billing:more_lines",
        "billing:more_findings",
        "billing:matter_panel",
    ),
    **rows(SEE_INVOICES, FIRM, "billing:firm_panel"),
    **rows(SEE_MATTERS & SEE_VENDORS, FIRM, "matters:firm_panel"),
    **rows(SEE_INVOICES, INVOICE, "billing:write_note", decided_further=True),
    **rows(
        REVIEW,
        INVOICE,
        "billing:edit_line",
        "billing:undo_line",
        "billing:undo_one",
        "billing:reduce_whole",
        "billing:accept",
        "billing:dismiss",
        "billing:reopen",
        "billing:submit",
        "billing:recall",
        "billing:choose_credited",
        "billing:take",
        decided_further=True,
    ),
    **rows(APPROVE, INVOICE, "billing:approve", "billing:send_back", decided_further=True),
    **rows(REVIEW | APPROVE, INVOICE, "billing:reject", decided_further=True),
    **rows(EXPORT, INVOICE, "billing:pay", decided_further=True),
    **rows(
        DASHBOARDS,
        None,
        "dashboards:overview",
        "dashboards:overview_panel",
        "dashboards:spend",
        "dashboards:by",
        "dashboards:lines",
        "dashboards:savings",
        "dashboards:waiting",
    ),
    **rows(SEE_INVOICES, INVOICE, "dashboards:matter_panel"),
    **rows(DASHBOARDS, FIRM, "dashboards:firm_panel"),
}
