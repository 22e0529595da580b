"""Nothing in the tree names a package registry or a place on the machine it was written on."""

import re
import subprocess

import pytest

from legalops.stack.paths import ROOT

# Put together from parts, so that this file does not name them either.
REGISTRIES = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("unpkg", "com"),
    ("jsdelivr", "net"),
    ("deb.debian", "org"),
)
MACHINE_PATHS = ("/" + "work/", "/" + "root/", "/" + "home/")


@pytest.fixture(scope="module")
def texts():
    """Every tracked text file by name."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    found = {}
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and b"\0" not in (content := path.read_bytes())[:4096]:
            found[name] = content.decode("utf-8", "replace")
    return found


def test_tree_was_read(texts):
    assert "pyproject.toml" in texts


def test_no_package_registry_is_named(texts):
    pattern = re.compile("|".join(re.escape(".".join(parts)) for parts in REGISTRIES), re.IGNORECASE)
    assert [name for name, text in texts.items() if pattern.search(text)] == []


def test_no_path_of_a_machine_is_named(texts):
    pattern = re.compile("|".join(rf"(?<![\w.}}]){re.escape(path)}\w" for path in MACHINE_PATHS))
    found = {name: pattern.search(text)[0] for name, text in texts.items() if pattern.search(text)}
    assert found == {}


def test_top_level_holds_only_what_the_layout_names(texts):
    allowed = {
        *("manage.py", "pyproject.toml", "Makefile", "docker-compose.yml", "Dockerfile", "README.md"),
        *("package.json", "package-lock.json"),
        *("legalops", "matters", "vendors", "billing", "contracts", "dashboards"),
        *("templates", "static", "tests", "docs", "bench"),
    }
    tops = {name.split("/")[0] for name in texts}
    strays = {name for name in tops - allowed if not name.startswith((".", "requirements"))}
    assert strays == set()
