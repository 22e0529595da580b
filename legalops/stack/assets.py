"""Vendor assets: a whitelist copied from node_modules into git-ignored static/vendor/, and the icon sprite.

A whitelist, because packages carry more than we may ship: the libs folder of @tabler/core holds a chart
library under a non-free licence.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from legalops.stack.errors import StackError
from legalops.stack.paths import NODE_MODULES, VENDOR_ASSETS

ICON_LIST = Path(__file__).with_name("icons.txt")

WHITELIST = {
    "tabler.css": "@tabler/core/dist/css/tabler.min.css",
    "tabler.js": "@tabler/core/dist/js/tabler.min.js",
    "alpine.js": "@alpinejs/csp/dist/cdn.min.js",
    "echarts.js": "echarts/dist/echarts.common.min.js",
    "inter-latin.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    "inter-latin-ext.woff2": "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",
    "axe.js": "axe-core/axe.min.js",
}

SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S+")
SVG_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
SYMBOL = (
    '<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round">{body}</symbol>'
)


def icon_names(listing: Path = ICON_LIST) -> list[str]:
    """Names of the icons in the sprite, in the order of icons.txt; text after # is a comment."""
    lines = (line.split("#")[0].strip() for line in listing.read_text(encoding="utf-8").splitlines())
    return [name for name in lines if name]


def without_source_map(text: str) -> str:
    """The text without its source-map comment: hashed static storage fails on a map that is not shipped."""
    return SOURCE_MAP.sub("", text)


def copy_asset(source: Path, target: Path) -> None:
    """Copy one asset. Raises StackError when the package no longer holds it."""
    if not source.is_file():
        raise StackError(
            f"Asset {source} is missing. Run make assets, or mend the whitelist in stack/assets.py."
        )
    if target.suffix in {".css", ".js"}:
        target.write_text(without_source_map(source.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        shutil.copyfile(source, target)


def symbol_of(name: str, folder: Path) -> str:
    """One icon as an SVG symbol. Raises StackError for a name the icon set lacks."""
    drawing = folder / f"{name}.svg"
    found = SVG_BODY.search(drawing.read_text(encoding="utf-8")) if drawing.is_file() else None
    if found is None:
        raise StackError(f"Icon {name!r} of {ICON_LIST.name} is not in the icon set.")
    return SYMBOL.format(name=name, body=found[1].strip())


def build_sprite(names: list[str], folder: Path) -> str:
    """The sprite: one symbol per icon, used as ``icons.svg#name``."""
    symbols = "\n".join(symbol_of(name, folder) for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def build_vendor_assets(modules: Path = NODE_MODULES, target: Path = VENDOR_ASSETS) -> None:
    """Make ``target`` anew from ``modules``; swapped in whole, so a running server never sees half of it."""
    fresh, stale = target.with_name("vendor.new"), target.with_name("vendor.old")
    for leftover in (fresh, stale):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name, source in WHITELIST.items():
        copy_asset(modules / source, fresh / name)
    sprite = build_sprite(icon_names(), modules / "@tabler" / "icons" / "icons" / "outline")
    (fresh / "icons.svg").write_text(sprite, encoding="utf-8")
    if target.exists():
        target.rename(stale)
    fresh.rename(target)
    shutil.rmtree(stale, ignore_errors=True)
