"""What a reviewer asks for, as a reduction in money: pure sums over one line, no database."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing.ledes.minor_units import step
from billing.ledes.values import AMOUNT_DECIMALS
from billing.models import InvoiceLine
from legalops.kernel.errors import DomainError
from legalops.kernel.money import ZERO, exponent, round_money
from legalops.web.formats import money


@dataclass(frozen=True, slots=True)
class Wanted:
    """Exactly one way of saying it: a sum to take off, new units and/or a new rate, or a percentage.

    `amount` is what is taken off, without tax, in the invoice's currency; `percent` of the billed net.
    """

    amount: Decimal | None = None
    new_units: Decimal | None = None
    new_unit_cost: Decimal | None = None
    percent: Decimal | None = None


def reduction_of(line: InvoiceLine, wanted: Wanted, currency: str, *, room: Decimal) -> Decimal:
    """The reduction, rounded half-up to the minor unit and never above `room`, what is left of the line's
    net.

    New units and rates are read against the units and rate billed: a firm's own discount on the line keeps
    its share. Raises DomainError naming the field when nothing would be taken off, or more than there is.
    """
    if line.net <= 0:
        raise _refusal(
            "adjustment.credit", _("Line %(line)s is a credit. Only a charge can be reduced."), line
        )
    if wanted.amount is not None and wanted.amount != line.net:
        refuse_uneven(wanted.amount, currency)
    raw, field = _raw(line, wanted)
    amount = round_money(raw, currency)
    if amount <= 0:
        raise _refusal(
            "adjustment.nothing",
            _("That takes nothing off line %(line)s. Enter less than was billed, or undo the reduction."),
            line,
            field,
        )
    # A net with more decimals than the currency has can round up past itself.
    if raw <= line.net and amount > line.net:
        amount = line.net
    if amount > room:
        return _within(amount, room, line, field, currency)
    return amount


def decimals_allowed(currency: str) -> str:
    """The sentence for an amount with more decimals than its currency has."""
    places = exponent(currency)
    if not places:
        return _("%(currency)s has no decimals. Enter a whole number.") % {"currency": currency}
    message = ngettext(
        "%(currency)s has %(count)d decimal. Enter no more.",
        "%(currency)s has %(count)d decimals. Enter no more.",
        places,
    )
    return message % {"currency": currency, "count": places}


def refuse_uneven(amount: Decimal, currency: str) -> None:
    """Raises DomainError for a sum that the currency cannot pay, such as half a yen: it is asked for again
    rather than rounded. Hundredths may be billed to four decimals and are rounded once."""
    least = Decimal(step(currency)).scaleb(-AMOUNT_DECIMALS)
    if amount % least and step(currency) > 1:
        raise DomainError("adjustment.decimals", decimals_allowed(currency), field="amount")


def _within(amount: Decimal, room: Decimal, line: InvoiceLine, field: str | None, currency: str) -> Decimal:
    if amount > line.net:
        message = _("Line %(line)s bills %(net)s without tax. A reduction cannot be more than that.")
        raise _refusal("adjustment.too_much", message, line, field, net=money(line.net, currency))
    message = _(
        "An invoice-wide reduction already takes part of line %(line)s; at most %(room)s is left. "
        "Take less off, or undo the invoice-wide reduction first."
    )
    raise _refusal("adjustment.too_much", message, line, field, room=money(room, currency))


def _raw(line: InvoiceLine, wanted: Wanted) -> tuple[Decimal, str | None]:
    if wanted.amount is not None:
        return wanted.amount, "amount"
    if wanted.percent is not None:
        return _by_percent(line, wanted.percent), "percent"
    if wanted.new_units is None and wanted.new_unit_cost is None:
        message = _("Say what to take off line %(line)s: new units, a new rate, an amount or a percentage.")
        raise _refusal("adjustment.nothing", message, line)
    return _by_quantity(line, wanted.new_units, wanted.new_unit_cost)


def _by_percent(line: InvoiceLine, percent: Decimal) -> Decimal:
    if not ZERO < percent <= 100:
        message = _("A percentage lies above 0 and at most at 100.")
        raise _refusal("adjustment.percent", message, line, "percent")
    return line.net * percent / 100


def _by_quantity(
    line: InvoiceLine, new_units: Decimal | None, new_rate: Decimal | None
) -> tuple[Decimal, str]:
    field = "new_units" if new_units is not None else "new_unit_cost"
    if not line.units or not line.unit_cost:
        message = _("Line %(line)s has no units and rate. Reduce its amount instead.")
        raise _refusal("adjustment.no_quantity", message, line, field)
    units = line.units if new_units is None else new_units
    rate = line.unit_cost if new_rate is None else new_rate
    for value, billed, name in ((units, line.units, "new_units"), (rate, line.unit_cost, "new_unit_cost")):
        if not 0 <= value <= billed:
            message = _("Enter between 0 and what was billed; a line can be reduced, never raised.")
            raise _refusal("adjustment.raises", message, line, name)
    return line.net - line.net * units * rate / (line.units * line.unit_cost), field


def _refusal(
    code: str, message: str, line: InvoiceLine, field: str | None = None, room: str = "", net: str = ""
) -> DomainError:
    return DomainError(code, message % {"line": line.number, "net": net, "room": room}, field=field)
