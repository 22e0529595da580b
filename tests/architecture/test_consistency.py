"""Small promises of the code base that nobody should have to remember."""

import re
import subprocess
from pathlib import Path

from django.apps import apps

from legalops.access.querysets import ScopedQuerySet
from legalops.audit import registry

ROOT = Path(__file__).resolve().parents[2]
APPS = ("legalops", "vendors", "matters", "billing", "dashboards")
SOURCES = [p for app in APPS for p in (ROOT / app).rglob("*.py") if "migrations" not in p.parts]
RECORDED = re.compile(
    r"""["']((?:vendors|matters|billing|dashboards|documents|jobs|access)\.[a-z_]+\.[a-z_]+)["']"""
)


def test_every_action_written_in_code_is_declared_with_words():
    written = {
        name
        for path in SOURCES
        if path.name not in {"events.py"} and "services" in path.parts
        for name in RECORDED.findall(path.read_text())
        if "record" in path.read_text()
    }
    declared = registry.registered()
    jobs = {n for p in SOURCES if p.name == "tasks.py" for n in RECORDED.findall(p.read_text())}
    assert {n for n in written if n not in declared and n not in jobs} == set()
    assert all(phrase and not phrase[0].isupper() for phrase in declared.values())


def test_no_dumping_grounds():
    names = {"utils", "helpers", "common", "core", "misc", "shared"}
    assert [str(p) for p in SOURCES if p.stem in names or p.parent.name in names] == []


def test_views_start_from_what_a_person_may_see():
    """A query for people begins with visible_to, or with a record reached by it (DESIGN §2)."""
    scoped = {m.__name__ for m in apps.get_models() if isinstance(m._default_manager.all(), ScopedQuerySet)}
    bypass = re.compile(r"\b(\w+)\.objects\.(?!visible_to\b|none\b)\w+")
    offenders = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in SOURCES
        if _faces_people(path)
        for line in path.read_text().splitlines()
        if any(name in scoped for name in bypass.findall(line))
    ]
    assert offenders == []


def _faces_people(path: Path) -> bool:
    """Whether a file answers requests; of the package that is called api, its views and forms do."""
    inside = path.relative_to(ROOT)
    if inside.parts[:2] == ("legalops", "api"):
        inside = inside.relative_to("legalops/api")
    return bool({"views", "forms", "panels", "api"} & {*inside.parts, inside.stem})


def test_top_level_holds_only_what_the_design_names():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    top = {line.split("/")[0] for line in listed.splitlines() if not line.startswith(".")}
    allowed = {
        "manage.py", "pyproject.toml", "Makefile", "docker-compose.yml", "Dockerfile", "README.md",
        "package.json", "package-lock.json", "requirements.txt", "requirements-dev.txt",
        "requirements-node.txt",
        "requirements-uv.txt", "legalops", "matters", "vendors", "billing", "contracts", "dashboards",
        "templates", "static", "tests", "docs", "bench",
    }  # fmt: skip
    assert top <= allowed
