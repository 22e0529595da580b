"""Links and includes in an app's templates point at itself or downwards."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ORDER = [
    "web",
    "account",
    "fields",
    "notifications",
    "exports",
    "imports",
    "files",
    "contacts",
    "approvals",
    "workflows",
    "requests",
    "vendors",
    "matters",
    "billing",
    "portal",
    "dashboards",
]
LINK = re.compile(r"""{%\s*url\s+["'](\w+):""")
INCLUDE = re.compile(r"""{%\s*(?:include|extends)\s+["']([\w/.\-]+)["']""")
INLINE = re.compile(r"""<script(?![^>]*\bsrc=)(?![^>]*type="application/json")|<style|\sstyle=|\son\w+=""")
ALL = sorted((ROOT / "templates").rglob("*.html"))


def app_of(path: Path) -> str | None:
    parts = path.relative_to(ROOT / "templates").parts
    first = parts[1] if parts[0] == "jinja2" else parts[0]
    if first == "billing" and "portal" in parts:
        return "portal"
    return first if first in ORDER else None


@pytest.mark.parametrize("path", ALL, ids=lambda p: str(p.relative_to(ROOT / "templates")))
def test_links_and_includes_point_downwards(path):
    app, text = app_of(path), path.read_text()
    targets = [t for t in LINK.findall(text) if t in ORDER]
    targets += [t.split("/")[0] for t in INCLUDE.findall(text) if t.split("/")[0] in ORDER]
    if app:
        assert [t for t in targets if ORDER.index(t) > ORDER.index(app)] == []
    else:
        assert [t for t in targets if ORDER.index(t) > ORDER.index("web")] == []


@pytest.mark.parametrize("path", ALL, ids=lambda p: str(p.relative_to(ROOT / "templates")))
def test_no_inline_script_style_or_handler(path):
    assert INLINE.findall(path.read_text()) == []
