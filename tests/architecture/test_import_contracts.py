"""The import contracts of pyproject.toml hold, and each of them catches what it is there to catch."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from legalops.stack.paths import ROOT, VENV_BIN

APPS = ("legalops", "vendors", "matters", "billing", "dashboards")

# What a hurried colleague might write: file, line added, what the report must say.
PLANTED = [
    (
        "matters/selectors/planted.py",
        "from billing import models",
        "matters is not allowed to import billing",
    ),
    ("legalops/audit/planted.py", "import matters.models", "legalops.audit is not allowed to import matters"),
    (
        "billing/models/planted.py",
        "import billing.views",
        "billing.models is not allowed to import billing.views",
    ),
    (
        "billing/review/planted.py",
        "from django.db import models",
        "billing.review is not allowed to import django",
    ),
    ("legalops/kernel/money.py", "import django", "legalops.kernel.money is not allowed to import django"),
    (
        "dashboards/selectors/planted.py",
        "import billing.views",
        "dashboards.selectors.planted -> billing.views",
    ),
    (
        "vendors/services/planted.py",
        "import legalops.stack",
        "vendors is not allowed to import legalops.stack",
    ),
    ("billing/utils.py", "", "billing.utils"),
    ("legalops/common/__init__.py", "", "legalops.common"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the import linter on a tree."""
    command = [sys.executable, str(VENV_BIN / "lint-imports"), "--no-cache", "--config", "pyproject.toml"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def words(text: str) -> str:
    """The text on one line: the linter wraps where it likes."""
    return re.sub(r"\s+", " ", text)


def test_contracts_hold():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def report_on_planted(tmp_path_factory):
    """The linter's words about a copy of the tree with every planted mistake."""
    tree = tmp_path_factory.mktemp("tree")
    for app in APPS:
        shutil.copytree(ROOT / app, tree / app, ignore=shutil.ignore_patterns("__pycache__", "*.csv"))
    shutil.copy(ROOT / "pyproject.toml", tree)
    for name, line, _ in PLANTED:
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "__init__.py").touch()
        with path.open("a") as file:
            file.write(f"\n{line}\n")
    done = lint(tree)
    assert done.returncode == 1
    return words(done.stdout)


@pytest.mark.parametrize(
    ("name", "line", "said"), PLANTED, ids=[f"{name}: {line}" for name, line, _ in PLANTED]
)
def test_planted_mistake_is_caught(report_on_planted, name, line, said):
    assert said in report_on_planted
