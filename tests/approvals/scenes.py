"""Scenes of approvals: an invoice to be approved, its people, and policies for it."""

from decimal import Decimal
from typing import Any

from billing.services.approvals import submit_for_approval
from legalops.accounts.models import User
from legalops.approvals.models import Ask, Policy, Request
from legalops.approvals.services.policies import define
from tests.billing.scenes import Scene, make_scene
from tests.factories import make_person


def policy(*steps: dict[str, Any], code: str = "trial", position: int = 1, **fields: Any) -> Policy:
    """A published policy for invoices that goes before the shipped one."""
    admin = User.objects.filter(email="policies@example.com").first() or make_person(
        "administrator", name="Ada Admin", email="policies@example.com"
    )
    return define(
        code, name=fields.pop("name", "Trial"), record_type="invoice", position=position, steps=steps,
        actor=admin, **fields,
    )  # fmt: skip


def people(*ids: User) -> dict[str, Any]:
    """A step of named people."""
    return {"who": "people", "people": [person.pk for person in ids]}


def approvers(count: int, limit: int | None = 100_000) -> list[User]:
    """People who may approve and see the matter, by name."""
    return [make_person("general_counsel", name=f"Approver {n}", limit=limit) for n in range(1, count + 1)]


def submitted(*steps: dict[str, Any], amount: Decimal | int = 1000, **fields: Any) -> tuple[Scene, Request]:
    """A scene whose invoice was submitted under a policy of these steps."""
    scene = make_scene(amount)
    if steps:
        policy(*steps, **fields)
    return scene, submit(scene)


def submit(scene: Scene) -> Request:
    """The reviewer submits the scene's invoice."""
    return submit_for_approval(scene.invoice, actor=scene.reviewer).request


def pending(request: Request) -> list[str]:
    """Names of those whose decision is due."""
    rows = Ask.objects.filter(request=request, state="pending").order_by("step__position", "pk")
    return [str(ask.person) for ask in rows.select_related("person")]


def ask_of(request: Request, person: User) -> Ask:
    """What the person was asked last in the request."""
    return Ask.objects.filter(request=request, person=person).latest("pk")
