"""Who to sign in as: one person for each role."""

from dataclasses import dataclass

from legalops.accounts.models import User
from legalops.demo.plan.names import STAFF_DOMAIN
from legalops.demo.plan.staff import FACES

PASSPHRASE = "harborview-demo-2026"  # noqa: S105  (a demonstration's, printed wherever it is used)

_STARTS = {
    "attorney": "/matters/mine/",
    "paralegal": "/matters/mine/",
    "ebilling_specialist": "/invoices/queue/",
    "general_counsel": "/approvals/",
    "finance": "/invoices/exports/",
    "legal_ops_manager": "/dashboards/",
    "legal_project_manager": "/matters/",
    "auditor": "/invoices/",
    "administrator": "/admin/",
}
_ROLE_NAMES = {
    "requester": "Requester",
    "paralegal": "Paralegal",
    "attorney": "Attorney",
    "legal_project_manager": "Legal project manager",
    "ebilling_specialist": "E-billing specialist",
    "legal_ops_manager": "Legal operations manager",
    "general_counsel": "General counsel",
    "finance": "Finance",
    "auditor": "Auditor",
    "administrator": "Administrator",
}


@dataclass(frozen=True, slots=True)
class Login:
    """One line of the table."""

    role: str
    name: str
    email: str
    start: str


def demo_logins() -> list[Login]:
    """The faces of the department and of two firms; empty where no demo is loaded."""
    people = {user.email: user for user in User.objects.filter(email__endswith=f"@{STAFF_DOMAIN}")}
    found = []
    for role, key in FACES.items():
        user = people.get(f"{key}@{STAFF_DOMAIN}")
        if user:
            found.append(Login(_ROLE_NAMES[role], user.full_name, user.email, _STARTS.get(role, "/")))
    return found + _outside() if found else []


def _outside() -> list[Login]:
    rows = User.objects.filter(firm_membership__isnull=False).select_related("firm_membership__firm")
    users = list(rows.order_by("firm_membership__pk"))
    billers = [user for user in users if user.email.startswith("billing@")]
    partners = [user for user in users if user.email.startswith("partner@")]
    chosen = [("Outside-counsel biller", billers[:1]), ("Outside-counsel partner", partners[:1])]
    chosen.append(("Biller of a rival firm", billers[1:2]))
    return [
        Login(f"{role} ({user.firm_membership.firm.name})", user.full_name, user.email, "/portal/")
        for role, some in chosen
        for user in some
    ]
