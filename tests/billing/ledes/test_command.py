"""`manage.py ledes check`: output and exit codes, without a database."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

SAMPLES = Path(__file__).parent / "samples"
GOOD, REFUSED = SAMPLES / "s01_98b_valid_two_invoices.txt", SAMPLES / "m28_line_math.txt"
ODD = SAMPLES / "m10_non_ascii.txt"


def run(*args: object) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("ledes", "check", *(str(arg) for arg in args), stdout=out, stderr=err)
    except SystemExit as leaving:
        return int(leaving.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ((GOOD,), 0),
        ((REFUSED,), 1),
        ((GOOD, REFUSED), 1),
        ((ODD,), 0),
        ((ODD, "--strict"), 1),
        ((GOOD, "missing.txt"), 2),
        ((SAMPLES,), 1),
    ],
)
def test_exit_codes(args: tuple[object, ...], code: int) -> None:
    assert run(*args)[0] == code


def test_json_has_the_agreed_shape() -> None:
    code, out, _ = run(GOOD, REFUSED, "--json")
    good, refused = json.loads(out)
    assert code == 1
    assert (good["file"], good["format"], good["accepted"], good["findings"]) == (
        str(GOOD),
        "LEDES1998B",
        True,
        [],
    )
    assert good["invoices"][0] == {"number": "INV-1001", "currency": None, "total": "2317.45", "lines": 6}
    finding = refused["findings"][0]
    assert {"code", "severity", "line", "field", "value", "message"} <= finding.keys()
    assert (finding["code"], finding["severity"], finding["line"]) == ("A201", "error", 3)


def test_people_get_a_table_and_a_missing_path_is_named() -> None:
    code, out, err = run(REFUSED, "missing.txt")
    assert code == 2
    assert "m28_line_math.txt: refused, LEDES1998B" in out
    assert "invoice INV-1001: 6 lines" in out
    assert "A201" in out
    assert "Correct the units, the unit cost" in " ".join(out.split())
    assert "missing.txt: No such file" in err
