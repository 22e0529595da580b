"""The REST API: tokens or a session, one shape of errors, pages by cursor, its OpenAPI document."""

import environ

env = environ.Env()

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "legalops.api.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["legalops.api.permissions.InScope"],
    "DEFAULT_PAGINATION_CLASS": "legalops.api.pagination.CursorPages",
    "DEFAULT_FILTER_BACKENDS": [
        "legalops.api.filters.RecordFilterBackend",
        "rest_framework.filters.OrderingFilter",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "legalops.api.parsers.TextParser",
        "legalops.api.parsers.FormParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": env("API_RATE", default="1200/min"), "anon": "60/min"},
    "EXCEPTION_HANDLER": "legalops.api.errors.answer_error",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "LegalOps API",
    "DESCRIPTION": (
        "All that a screen can do. Rows are those the caller may see; what is hidden answers 404. "
        "Errors have `code`, `message`, `field` and `errors`. Lists are read by `cursor`. A POST with an "
        "`Idempotency-Key` is done once. A PATCH names the version it changes by `If-Match`."
    ),
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SERVERS": [{"url": "/"}],
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "persistAuthorization": False, "filter": True},
    "ENUM_GENERATE_CHOICE_DESCRIPTION": True,
    "ENUM_NAME_OVERRIDES": {
        "FirmStatusEnum": "vendors.enums.FirmStatus",
        "TimekeeperStatusEnum": "vendors.enums.TimekeeperStatus",
        "PlanTaskKindEnum": "matters.enums.PlanTaskKind",
        "PlanLinkKindEnum": "matters.enums.LinkKind",
        "PlanBlockKindEnum": "matters.enums.BlockKind",
        "SlipReasonEnum": "matters.enums.SlipReason",
        "KeyDateKindEnum": "matters.enums.DateKind",
        "BudgetStatusEnum": "matters.enums.BudgetStatus",
        "InvoiceStateEnum": "billing.enums.InvoiceState",
        "SubmissionStateEnum": "billing.enums.SubmissionState",
        "FindingStateEnum": "billing.enums.FindingState",
        "ApprovalStateEnum": "legalops.approvals.enums.RequestState",
        "WebhookDeliveryStateEnum": "legalops.notifications.enums.HookState",
        "ImportStateEnum": "legalops.imports.enums.ImportState",
        "ImportModeEnum": "legalops.imports.enums.Mode",
        "ContactKindEnum": "legalops.contacts.enums.ContactKind",
        "ContactNameKindEnum": "legalops.contacts.enums.NameKind",
        "ContactRelationKindEnum": "legalops.contacts.enums.RelationKind",
        "ConflictCheckStateEnum": "matters.enums.CheckState",
        "ConflictWaiverStateEnum": "matters.enums.WaiverState",
        "ConflictDecisionEnum": "matters.enums.HitDecision",
    },
}
