"""In production a module imports exactly the version it was published with."""

import re
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from legalops.web.static_files import HashedStaticFilesStorage

JS = Path(__file__).resolve().parents[2] / "static" / "js"


def test_imports_inside_our_modules_are_hashed(tmp_path):
    (tmp_path / "js").mkdir()
    names = [f"js/{path.name}" for path in JS.glob("*.js")]
    for name in names:
        (tmp_path / name).write_text((JS.parent / name).read_text())
    storage = HashedStaticFilesStorage(location=tmp_path, base_url="/static/")
    source = FileSystemStorage(location=JS.parent)
    problems = [
        one for *_, one in storage.post_process({n: (source, n) for n in names}) if isinstance(one, Exception)
    ]
    assert problems == []
    published = (tmp_path / storage.stored_name("js/app.js")).read_text()
    imported = re.findall(r'import "\./([^"]+)";', published)
    assert len(imported) > 5
    assert all(re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", name) for name in imported)
