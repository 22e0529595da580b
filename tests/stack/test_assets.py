"""Vendor assets: only what the whitelist names, without source maps, and icons that exist."""

import pytest

from legalops.stack.assets import WHITELIST, build_vendor_assets, icon_names, without_source_map
from legalops.stack.errors import StackError

SVG = '<svg xmlns="x" width="24">\n  <path d="M1 2" />\n</svg>'


@pytest.fixture
def modules(tmp_path):
    """A node_modules folder that holds exactly the whitelisted files and the icons."""
    root = tmp_path / "node_modules"
    for source in WHITELIST.values():
        (root / source).parent.mkdir(parents=True, exist_ok=True)
        (root / source).write_text("body{}\n/*# sourceMappingURL=x.css.map */")
    icons = root / "@tabler" / "icons" / "icons" / "outline"
    icons.mkdir(parents=True)
    for name in icon_names():
        (icons / f"{name}.svg").write_text(SVG)
    return root


def test_copies_the_whitelist_and_nothing_else(modules, tmp_path):
    target = tmp_path / "static" / "vendor"
    build_vendor_assets(modules, target)
    assert {path.name for path in target.iterdir()} == {*WHITELIST, "icons.svg"}
    assert "sourceMappingURL" not in (target / "tabler.css").read_text()


def test_old_assets_are_replaced_whole(modules, tmp_path):
    target = tmp_path / "static" / "vendor"
    target.mkdir(parents=True)
    (target / "gone.js").write_text("old")
    build_vendor_assets(modules, target)
    assert not (target / "gone.js").exists()
    assert [path.name for path in target.parent.iterdir()] == ["vendor"]


def test_sprite_holds_each_icon_once(modules, tmp_path):
    build_vendor_assets(modules, tmp_path / "vendor")
    sprite = (tmp_path / "vendor" / "icons.svg").read_text()
    assert len(icon_names()) == len(set(icon_names()))
    assert all(sprite.count(f'id="{name}"') == 1 for name in icon_names())
    assert sprite.count('<path d="M1 2" />') == len(icon_names())


def test_missing_asset_names_the_mend(modules, tmp_path):
    (modules / WHITELIST["echarts.js"]).unlink()
    with pytest.raises(StackError, match="whitelist"):
        build_vendor_assets(modules, tmp_path / "vendor")
    assert not (tmp_path / "vendor").exists()


def test_unknown_icon_is_named(modules, tmp_path):
    (modules / "@tabler/icons/icons/outline/gavel.svg").unlink()
    with pytest.raises(StackError, match="'gavel'"):
        build_vendor_assets(modules, tmp_path / "vendor")


def test_the_folder_with_the_non_free_library_is_never_touched():
    assert not [source for source in WHITELIST.values() if "/libs/" in source]


@pytest.mark.parametrize("comment", ["/*# sourceMappingURL=a.css.map */", "//# sourceMappingURL=a.js.map"])
def test_source_map_comments_go(comment):
    assert without_source_map(f"a=1;\n{comment}") == "a=1;\n"
