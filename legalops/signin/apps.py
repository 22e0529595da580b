"""The sign-in app."""

from django.apps import AppConfig


class SignInConfig(AppConfig):
    """Second factors, sessions, lock-out, identity providers."""

    name = "legalops.signin"
    label = "signin"
    verbose_name = "Sign-in"

    def ready(self) -> None:
        """Declare what the ledger hears of."""
        from legalops.audit import registry

        registry.register(
            {
                "signin.person.locked": "was locked out after wrong passwords",
                "signin.person.unlocked": "unlocked a person",
                "signin.sessions.ended": "ended sessions of a person",
                "signin.second_factor.reset": "took the second factor off a person",
                "signin.person.linked": "linked a person to an identity provider",
                "signin.claims.applied": "changed roles or teams of a person by the claims of their provider",
                "signin.person.created": "created a person through an identity provider",
            }
        )
