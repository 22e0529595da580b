"""Lock files pin every package by hash, and say no address."""

import json
import re
import tomllib

import pytest

from legalops.stack.paths import ROOT

REQUIREMENTS = ("requirements.txt", "requirements-dev.txt", "requirements-uv.txt", "requirements-node.txt")


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_has_a_version_and_a_hash(name):
    blocks = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / name).read_text().strip())
    assert blocks
    for block in blocks:
        assert re.match(r"[A-Za-z0-9._-]+(\[[\w,-]+\])?==\S+", block), block.splitlines()[0]
        assert "--hash=sha256:" in block, block.splitlines()[0]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_no_address_in_requirements(name):
    assert "://" not in (ROOT / name).read_text()


def test_development_pins_agree_with_the_run_pins():
    def pins(name):
        return dict(re.findall(r"^([\w.-]+(?:\[[\w,-]+\])?)==(\S+)", (ROOT / name).read_text(), re.M))

    run, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    assert run.items() <= dev.items()


def test_every_direct_dependency_is_locked_and_has_a_reason():
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)["project"]
    locked = (ROOT / "requirements-dev.txt").read_text().lower()
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        name = re.match(r"[\w.-]+", requirement)[0].lower()
        assert re.search(rf"^{name}(\[[\w,-]+\])?==", locked, re.M), f"{requirement} is not locked: make lock"
        assert re.search(rf'^  "{re.escape(requirement)}",\s+# \S', text, re.M), (
            f"{requirement} has no reason"
        )


def test_browser_packages_are_pinned_by_hash_without_addresses():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert not [name for name, entry in packages.items() if "resolved" in entry]


def test_browser_dependencies_are_exact():
    package = json.loads((ROOT / "package.json").read_text())
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())
