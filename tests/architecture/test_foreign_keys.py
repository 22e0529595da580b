"""Foreign keys point downwards, also those written as strings, which the import linter cannot see."""

import re
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]

# Lowest first; an app may point at itself and at what stands before it.
ORDER = [
    "accounts",
    "access",
    "audit",
    "fx",
    "jobs",
    "web",
    "documents",
    "notifications",
    "reference",
    "approvals",
    "vendors",
    "matters",
    "billing",
    "dashboards",
]
OWN = [config for config in apps.get_app_configs() if config.label in ORDER]


def upward_keys() -> list[str]:
    found = []
    for config in OWN:
        for model in config.get_models(include_auto_created=True):
            for field in model._meta.get_fields():
                target = field.related_model if field.is_relation and field.concrete else None
                if target and target._meta.app_label in ORDER:
                    here, there = ORDER.index(config.label), ORDER.index(target._meta.app_label)
                    if there > here:
                        found.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    return found


def test_no_foreign_key_points_upwards():
    assert upward_keys() == []


def test_no_look_up_of_models_by_name_outside_migrations():
    pattern = re.compile(r"\bget_model\(")
    offenders = [
        str(path.relative_to(ROOT))
        for folder in ("legalops", "vendors", "matters", "billing", "dashboards")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts and pattern.search(path.read_text())
    ]
    assert offenders == []


@pytest.mark.parametrize("config", OWN, ids=lambda c: c.label)
def test_every_model_and_app_says_what_it_is(config):
    for model in config.get_models():
        if not model.__name__.endswith("Event"):
            assert model.__doc__, model
            assert not model.__doc__.startswith(f"{model.__name__}("), f"{model._meta.label} has no docstring"
