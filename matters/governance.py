"""What access governance asks of matters: open work of a leaver, walls in the access review."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.governance.open_work import Item, OpenWork, register_open_work
from legalops.governance.selectors.review import ReviewColumn, register_column
from legalops.notifications import registry as notifications
from legalops.web import formats
from matters.models import KeyDate, Matter, MatterMember, ScreenedPerson
from matters.services.handing_over import hand_over_key_dates, hand_over_leads, hand_over_memberships
from matters.services.notices import KINDS
from matters.services.planning.notices import KINDS as PLAN_KINDS


def register() -> None:
    """Called once, when the app is ready."""
    register_open_work(
        OpenWork(
            "matters_led",
            _("Matters they lead"),
            _led,
            lambda person, successor, actor: hand_over_leads(person, successor, actor=actor),
            order=10,
        )
    )
    register_open_work(
        OpenWork(
            "key_dates",
            _("Key dates they keep"),
            _dates,
            lambda person, successor, actor: hand_over_key_dates(person, successor, actor=actor),
            hint=_("The successor has to see the matters; who leads or joins them above does."),
            order=30,
        )
    )
    register_open_work(
        OpenWork(
            "memberships",
            _("Matters they work on"),
            _memberships,
            lambda person, successor, actor: hand_over_memberships(person, successor, actor=actor),
            successor_needed=False,
            order=20,
        )
    )
    for kind in (*KINDS, *PLAN_KINDS):
        notifications.register(kind)
    register_column(ReviewColumn(_("Screened by walls on"), _walls))


def _led(person: User, viewer: User) -> list[Item]:
    rows = Matter.objects.open().filter(lead=person).order_by("number")
    return _titled(rows, viewer)


def _memberships(person: User, viewer: User) -> list[Item]:
    rows = MatterMember.objects.filter(user=person).exclude(matter__lead=person)
    open_ = rows.exclude(matter__stage__category="closed").values("matter")
    return _titled(Matter.objects.filter(pk__in=open_).order_by("number"), viewer)


def _dates(person: User, viewer: User) -> list[Item]:
    rows = KeyDate.objects.select_related("matter").filter(owner=person, done_at=None).order_by("date")
    seen = _seen(viewer, [row.matter_id for row in rows])
    return [
        Item(f"{row.matter.number}, {formats.day(row.date)}", row.name if row.matter_id in seen else "")
        for row in rows
    ]


def _titled(matters: Iterable[Matter], viewer: User) -> list[Item]:
    """By number; the name only where the viewer may know it."""
    rows = list(matters)
    seen = _seen(viewer, [row.pk for row in rows])
    return [Item(row.number, row.name if row.pk in seen else "") for row in rows]


def _seen(viewer: User, keys: list[int]) -> set[int]:
    return set(Matter.objects.visible_to(viewer).filter(pk__in=keys).values_list("pk", flat=True))


def _walls(people: Sequence[int], viewer: User) -> Mapping[int, str]:
    """Numbers of matters the viewer sees; the others are counted."""
    standing = ScreenedPerson.objects.filter(user__in=people, wall__lifted_at__isnull=True)
    found: dict[int, list[str]] = {}
    rows = list(standing.values_list("user_id", "wall__matter_id", "wall__matter__number").order_by("pk"))
    seen = _seen(viewer, [matter for _user, matter, _number in rows])
    for user, matter, number in rows:
        found.setdefault(user, []).append(number if matter in seen else str(_("a hidden matter")))
    return {user: ", ".join(numbers) for user, numbers in found.items()}
