"""What is translated whole: what people outside the legal department see, and the pages everybody has.

`messages check` holds every catalogue to it. All else that is marked stays in English until a translation is
added; the console is for administrators and is not in it.
"""

import re
from typing import Final

_WHOLE: Final = """
templates/(403|403_csrf|404|500|base|portal_base)\\.html
templates/(account|allauth|cotton|mfa|notifications|signin|socialaccount)/.*
templates/requests/(mine|moves|new|request|steps)\\.html
templates/billing/(note|note_form|state)\\.html
templates/billing/portal/.*
templates/files/.*
templates/governance/(invitation\\.txt|preferences\\.html|sessions\\.html|view_as_banner\\.html)
templates/jinja2/(lists|web)/.*
templates/search/.*
templates/timeline/(feed|record)\\.html
templates/web/(?!styleguide|conditions/).*
legalops/web/(?!conditions/).*
legalops/kernel/(notations|languages|zones)\\.py
legalops/signin/(adapter|social_adapter|words|enums)\\.py
legalops/signin/services/.*
legalops/notifications/(enums|forms|kinds)\\.py
legalops/notifications/(mail|views)/.*
legalops/notifications/services/(sight|wording|notifying)\\.py
legalops/requests/(forms|frame|notices|tables)\\.py
legalops/requests/(selectors|views)/.*
legalops/requests/services/asking\\.py
legalops/workflows/notices\\.py
legalops/workflows/services/(escalating|tasks/telling)\\.py
legalops/workflows/enums\\.py
legalops/approvals/services/telling\\.py
legalops/approvals/kinds\\.py
legalops/files/(forms|kinds)\\.py
legalops/files/(services|views|selectors)/.*
legalops/governance/(preferences_form|views/preferences|middleware|places)\\.py
legalops/notifications/apps\\.py
legalops/documents/enums\\.py
legalops/files/events\\.py
legalops/fields/(forms|values/reading|values/words|services/setting)\\.py
legalops/lists/(apps|enums|forms|views/saved|selectors/views)\\.py
legalops/lists/services/(naming|rights|saving|settings|sharing|deleting)\\.py
legalops/workflows/services/moving\\.py
(matters|vendors)/enums\\.py
templates/lists/views\\.html
legalops/search/(views|selectors|typeahead)\\.py
legalops/timeline/(words|labels)\\.py
legalops/documents/services/storing\\.py
legalops/documents/safe_zip/refusals\\.py
billing/enums\\.py
billing/ledes/messages\\.py
billing/review/rules/.*
billing/selectors/(portal|next_steps)\\.py
billing/services/(telling|intake|submitting|notes|ledes_files|invoices)\\.py
billing/services/checking/.*
billing/services/importing/.*
billing/views/portal/.*
matters/services/notices\\.py
.*/(panels|navigation|own_nav|unmatched_navigation)\\.py
(billing|matters|vendors|dashboards|legalops/\\w+)/apps\\.py
templates/approvals/(?!simulation).*
templates/matters/mine\\.html
templates/workflows/.*
legalops/approvals/(forms|views)/.*
legalops/approvals/(tables|filters|panels|enums)\\.py
legalops/approvals/services/(deciding|authority|standing|away)\\.py
legalops/workflows/(tables|filters|forms)\\.py
legalops/workflows/views/.*
legalops/workflows/services/tasks/.*
matters/policies\\.py
matters/views/mine\\.py
billing/approvals\\.py
"""
_PATTERN: Final = re.compile("|".join(_WHOLE.split()))


def is_whole(file: str) -> bool:
    """Whether every sentence of this file, named from the root, has to be translated."""
    return _PATTERN.fullmatch(file) is not None
