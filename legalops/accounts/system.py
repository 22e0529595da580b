"""Named system actors: what the product does by itself is recorded under a name too."""

from legalops.accounts.models import User


def system_actor(name: str) -> User:
    """The system actor of this name (for example "ledes-intake"), made at first use; cannot sign in."""
    user, _ = User.objects.get_or_create(
        email=f"{name}@system.invalid",
        defaults={"full_name": name.replace("-", " ").capitalize(), "is_system": True, "is_active": False},
    )
    return user
