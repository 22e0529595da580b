"""What the sign-in pages ask."""

from dataclasses import dataclass

from django import template
from django.template import Context

from legalops.signin.second_factor import must_set_up
from legalops.signin.services.providers import buttons

register = template.Library()


@dataclass(frozen=True, slots=True)
class Button:
    """A provider's button: its name and where it leads."""

    name: str
    url: str


@register.simple_tag(takes_context=True)
def second_factor_due(context: Context) -> bool:
    """Whether the person has to set one up before anything else."""
    return must_set_up(context["request"])


@register.simple_tag(takes_context=True)
def sign_in_buttons(context: Context) -> list[Button]:
    """Providers in use, by name."""
    request = context["request"]
    return [Button(str(one), one.app.get_provider(request).get_login_url(request)) for one in buttons()]
