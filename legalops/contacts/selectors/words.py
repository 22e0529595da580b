"""Why two names are alike, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from legalops.contacts.likeness import Why


def reason_in_words(reason: Sequence[str]) -> str:
    """One reason of a likeness as a part of a sentence."""
    code, about = Why(reason[0]), reason[1:]
    if code is Why.FORM:
        forms = _(" and ").join(f"“{form}”" for form in about)
        return _("same after removing %s") % forms
    if code in _OF_TWO and len(about) == 2:
        return _OF_TWO[code]() % {"one": about[0], "other": about[1]}
    return _ALONE[code]()


def reasons_in_words(reasons: Sequence[Sequence[str]]) -> str:
    """All reasons, the telling ones first, as one sentence without a full stop."""
    said = "; ".join(dict.fromkeys(reason_in_words(reason) for reason in reasons))
    return said[:1].upper() + said[1:]


_ALONE = {
    Why.SAME: lambda: _("the same name"),
    Why.ACCENTS: lambda: _("same but for accents and signs"),
    Why.ORDER: lambda: _("same words in another order"),
    Why.TOGETHER: lambda: _("same when written together"),
    Why.CONTAINED: lambda: _("one name contains the other"),
}
_OF_TWO = {
    Why.SOUND: lambda: _("“%(one)s” sounds like “%(other)s”"),
    Why.SPELLING: lambda: _("“%(one)s” is spelt almost like “%(other)s”"),
    Why.INITIAL: lambda: _("“%(one)s” may be the initial of “%(other)s”"),
    Why.NICKNAME: lambda: _("“%(one)s” and “%(other)s” are forms of one name"),
}
