"""The administration console's look and its rail."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


def _entries(*entries: tuple[str, str, str]) -> list[dict[str, object]]:
    """Links of the rail, each shown to whoever may open its list."""
    return [
        {
            "title": title,
            "icon": icon,
            "link": reverse_lazy(f"admin:{model}_changelist"),
            "permission": _may_view(model),
        }
        for title, icon, model in entries
    ]


def _may_view(model: str):
    app_label, _separator, name = model.rpartition("_")
    return lambda request: request.user.has_perm(f"{app_label}.view_{name}")


def _department(request: HttpRequest) -> str:
    from legalops.web.brand import current

    return current().name


UNFOLD = {
    "SITE_TITLE": _("LegalOps administration"),
    "SITE_HEADER": _department,
    "SITE_SUBHEADER": _("Administration"),
    "SITE_URL": "/",
    "SITE_SYMBOL": "gavel",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "BORDER_RADIUS": "6px",
    "STYLES": [lambda request: static("css/console.css")],
    "SCRIPTS": [lambda request: static("js/console.js")],
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("img/logo.svg")}
    ],
    # The product's accent, so that the console is seen to belong to it.
    "COLORS": {
        "primary": {
            "50": "#eef4fc",
            "100": "#dbe8f9",
            "200": "#b9d1f2",
            "300": "#8db3e8",
            "400": "#5b8fdb",
            "500": "#2f6cc4",
            "600": "#1d56a5",
            "700": "#184888",
            "800": "#153b6e",
            "900": "#12315a",
            "950": "#0b1f3b",
        },
    },
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": False,
        "navigation": [
            {
                "title": _("Review"),
                "items": _entries(
                    (_("Review rules"), "rule", "billing_reviewrule"),
                    (_("Reason codes"), "label", "billing_reasoncode"),
                    (_("Billing codes"), "tag", "billing_billingcode"),
                ),
            },
            {
                "title": _("Workflows"),
                "items": _entries(
                    (_("Workflows"), "account_tree", "workflows_workflow"),
                    (_("Routing rules"), "alt_route", "workflows_routingrule"),
                    (_("SLA policies"), "timer", "workflows_slapolicy"),
                    (_("Task templates"), "checklist", "workflows_tasktemplate"),
                    (_("Document templates"), "draft", "workflows_documenttemplate"),
                    (_("Automation log"), "bolt", "automation_automationrun"),
                    (_("Request types"), "inbox", "requests_requesttype"),
                    (_("Custom fields"), "edit_note", "fields_fielddefinition"),
                    (_("Business calendars"), "calendar_month", "calendars_businesscalendar"),
                ),
            },
            {
                "title": _("Matters"),
                "items": _entries(
                    (_("Matter types"), "category", "matters_mattertype"),
                    (_("Stages"), "linear_scale", "matters_stage"),
                    (_("Rule packs"), "gavel", "matters_rulepack"),
                    (_("Ethical walls"), "shield_lock", "matters_ethicalwall"),
                    (_("Matters"), "folder", "matters_matter"),
                    (_("Matter rates"), "percent", "matters_matterrate"),
                ),
            },
            {
                "title": _("Reference data"),
                "items": _entries(
                    (_("Legal entities"), "corporate_fare", "reference_legalentity"),
                    (_("Departments"), "lan", "reference_department"),
                    (_("Cost centres"), "savings", "reference_costcentre"),
                    (_("Ledger accounts"), "account_balance_wallet", "reference_ledgeraccount"),
                    (_("Account mapping"), "alt_route", "billing_accountmapping"),
                    (_("Tax codes"), "percent", "reference_taxcode"),
                    (_("Courts"), "gavel", "reference_court"),
                ),
            },
            {
                "title": _("Vendors"),
                "items": _entries(
                    (_("Firms"), "domain", "vendors_firm"),
                    (_("Offices"), "location_on", "vendors_office"),
                    (_("Timekeepers"), "badge", "vendors_timekeeper"),
                    (_("Timekeeper classes"), "stairs", "vendors_timekeeperclass"),
                    (_("Other ids"), "link", "vendors_timekeeperalias"),
                    (_("Standard rates"), "percent", "vendors_rate"),
                    (_("Portal users"), "group", "vendors_firmmembership"),
                ),
            },
            {
                "title": _("Notifications"),
                "items": _entries(
                    (_("Reminder rules"), "notifications_active", "notifications_reminderrule"),
                    (_("Wording of e-mail"), "edit_note", "notifications_kindwording"),
                    (_("E-mail log"), "mark_email_read", "notifications_delivery"),
                    (_("Suspended addresses"), "unsubscribe", "notifications_suspendedaddress"),
                    (_("Webhooks"), "webhook", "notifications_webhookendpoint"),
                    (_("Webhook log"), "list_alt", "notifications_webhookdelivery"),
                ),
            },
            {
                "title": _("People and access"),
                "items": _entries(
                    (_("People"), "person", "accounts_user"),
                    (_("Teams"), "groups", "accounts_team"),
                    (_("Roles"), "verified_user", "access_role"),
                    (_("Role assignments"), "assignment_ind", "access_roleassignment"),
                    (_("Authority limits"), "price_check", "access_authoritylimit"),
                    (_("Identity providers"), "login", "signin_identityprovider"),
                    (_("Directory tokens"), "vpn_key", "scim_scimtoken"),
                    (_("Directory groups"), "group_work", "scim_scimgroup"),
                ),
            },
            {
                "title": _("Approvals"),
                "items": _entries(
                    (_("Approval policies"), "approval", "approvals_policy"),
                    (_("Requests"), "pending_actions", "approvals_request"),
                    (_("Delegations"), "supervisor_account", "approvals_delegation"),
                    (_("Absences"), "event_busy", "approvals_absence"),
                ),
            },
            {
                "title": _("Invoices"),
                "items": _entries(
                    (_("Invoices"), "receipt_long", "billing_invoice"),
                    (_("Lines"), "list", "billing_invoiceline"),
                    (_("Findings"), "troubleshoot", "billing_reviewfinding"),
                    (_("Reductions"), "remove_circle", "billing_lineadjustment"),
                    (_("Uploads"), "upload_file", "billing_submission"),
                    (_("Hand-overs to AP"), "outbox", "billing_apexport"),
                ),
            },
            {
                "title": _("System"),
                "items": [
                    {
                        "title": _("Health"),
                        "icon": "monitor_heart",
                        "link": reverse_lazy("health_page"),
                        "permission": _may_view("jobs_job"),
                    },
                    {
                        "title": _("Branding"),
                        "icon": "palette",
                        "link": reverse_lazy("branding_page"),
                        "permission": _may_view("access_role"),
                    },
                    {
                        "title": _("Modules"),
                        "icon": "toggle_on",
                        "link": reverse_lazy("modules_page"),
                        "permission": _may_view("access_role"),
                    },
                    *_entries(
                        (_("Exchange rates"), "currency_exchange", "fx_exchangerate"),
                        (_("Ledger"), "history", "audit_auditevent"),
                        (_("Background work"), "engineering", "jobs_job"),
                        (_("Periodic work"), "schedule", "jobs_schedule"),
                        (_("Clock of the scheduler"), "timer", "django_celery_beat_periodictask"),
                        (_("Documents"), "description", "documents_document"),
                    ),
                ],
            },
        ],
    },
}
