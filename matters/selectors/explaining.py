"""Why a person can or cannot see a matter: the same questions as `visible_to`, asked one by one (ADR 3)."""

from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.explaining import Effect, Explanation, Step
from legalops.access.services import capabilities_of, role_names_granting, role_names_of
from legalops.accounts.models import User
from legalops.kernel import clock
from legalops.web import formats
from matters.models import BreakGlassGrant, Matter, ScreenedPerson
from matters.selectors.explaining_changes import changes_for
from vendors.models import FirmMembership


def explain_sight(matter: Matter, person: User) -> Explanation:
    """Every rule that decides whether this person sees this matter, and what would change the answer."""
    if not person.is_active:
        words = _("The account is inactive: it sees nothing.")
        return Explanation(False, [_step_active(words, False)], [_("Activate the account.")])
    membership = FirmMembership.objects.select_related("firm").filter(user=person).first()
    if membership:
        return _of_firm(matter, person, membership)
    steps = [
        _step_active(_("The account is active."), True),
        *_opening(matter, person),
        _wall(matter, person),
    ]
    opened = any(step.effect is Effect.OPENS for step in steps)
    denied = any(step.effect is Effect.DENIES for step in steps)
    sees = opened and not denied
    return Explanation(sees, steps, changes_for(matter, person, sees=sees, denied=denied))


def _opening(matter: Matter, person: User) -> list[Step]:
    granted = capabilities_of(person)
    works = not granted.isdisjoint({can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED})
    everything = can.MATTERS_VIEW_ALL in granted
    return [
        _role(matter, person, everything, works),
        _restriction(matter),
        _team(matter, person, counts=works and not everything),
        _member(matter, person, works),
        _glass(matter, person),
    ]


def _step_active(words: str, holds: bool) -> Step:
    return Step(_("Is the account active?"), holds, words, Effect.NEITHER if holds else Effect.DENIES)


def _role(matter: Matter, person: User, everything: bool, works: bool) -> Step:
    question = _("Does a role show all matters?")
    if everything:
        names = ", ".join(role_names_granting(person, can.MATTERS_VIEW_ALL))
        words = _("The role %s shows every matter that is not restricted.") % names
        return Step(question, True, words, Effect.NEITHER if matter.restricted else Effect.OPENS)
    if works:
        names = ", ".join(role_names_granting(person, can.MATTERS_VIEW_ASSIGNED))
        words = _("The role %s shows the matters of the person's teams and those they work on.") % names
        return Step(question, False, words)
    names = ", ".join(role_names_of(person)) or _("none")
    return Step(question, False, _("No role of this person shows matters. Their roles: %s.") % names)


def _restriction(matter: Matter) -> Step:
    words = (
        _("It is restricted: roles and teams do not open it, only working on it does.")
        if matter.restricted
        else _("It is not restricted: roles and teams open it.")
    )
    return Step(_("Is the matter restricted?"), matter.restricted, words)


def _team(matter: Matter, person: User, *, counts: bool) -> Step:
    question = _("Is the person in the matter's team?")
    if matter.team is None:
        return Step(question, False, _("The matter has no team."))
    inside = matter.team.members.filter(pk=person.pk).exists()
    words = (_("They are in %s.") if inside else _("They are not in %s.")) % matter.team
    opens = inside and counts and not matter.restricted
    return Step(question, inside, words, Effect.OPENS if opens else Effect.NEITHER)


def _member(matter: Matter, person: User, works: bool) -> Step:
    question = _("Does the person work on the matter?")
    member = matter.members.filter(user=person).first()
    if member is None:
        return Step(question, False, _("They are not on it."))
    role = member.get_role_display()
    if works:
        return Step(question, True, _("They are on it as %s.") % role, Effect.OPENS)
    return Step(question, True, _("They are on it as %s, but no role of theirs shows matters.") % role)


def _glass(matter: Matter, person: User) -> Step:
    question = _("Has the person broken the glass?")
    now = clock.now()
    standing = BreakGlassGrant.objects.filter(matter=matter, user=person, ended_at__isnull=True)
    grant = standing.filter(expires_at__gt=now).order_by("-expires_at").first()
    if grant is None:
        return Step(question, False, _("No break-glass access stands."))
    words = _("They read it until %s, for this reason: %s") % (
        formats.instant(grant.expires_at),
        grant.reason,
    )
    return Step(question, True, words, Effect.OPENS)


def _wall(matter: Matter, person: User) -> Step:
    question = _("Does an ethical wall screen the person?")
    rows = ScreenedPerson.objects.filter(wall__matter=matter, wall__lifted_at__isnull=True, user=person)
    behind = rows.select_related("wall__raised_by").first()
    if behind is None:
        return Step(question, False, _("No standing wall screens them."))
    wall = behind.wall
    words = _("The wall of %(day)s by %(person)s screens them. It beats everything above.") % {
        "day": formats.day(wall.raised_at),
        "person": wall.raised_by,
    }
    return Step(question, True, words, Effect.DENIES)


def _of_firm(matter: Matter, person: User, membership: FirmMembership) -> Explanation:
    firm = membership.firm
    may = not capabilities_of(person).isdisjoint({can.PORTAL_VIEW, can.PORTAL_SUBMIT})
    engaged = matter.engagements.filter(firm=firm, ended_on__isnull=True).exists()
    portal = _("A role opens the portal.") if may else _("No role of theirs opens the portal.")
    words = (_("%s is engaged on it.") if engaged else _("%s is not engaged on it.")) % firm
    sees = may and engaged
    effect = Effect.OPENS if sees else Effect.NEITHER
    steps = [
        _step_active(_("The account is active."), True),
        Step(_("Do they use the firm portal?"), may, portal, Effect.NEITHER if may else Effect.DENIES),
        Step(_("Is their firm engaged on the matter?"), engaged, words, effect),
    ]
    if sees:
        return Explanation(True, steps, [_("End the engagement of %s.") % firm])
    changes = [] if engaged else [_("Engage %s on the matter.") % firm]
    return Explanation(False, steps, changes if may else [*changes, _("Give them a role of the portal.")])
