"""Every sample file gets the verdict of the manifest, whichever reader judges it."""

import csv
from io import BytesIO
from pathlib import Path

import pytest

from billing.ledes import check, load

SAMPLES = Path(__file__).parent / "samples"
FORMATS = {
    "LEDES 1998B": "LEDES1998B",
    "LEDES 98BI V2": "LEDES98BI-V2",
    "LEDES XML 2000": "LEDESXML2000",
    "LEDES XML 2.1": "LEDESXML2.1",
    "LEDES XML 2.2": "LEDESXML2.2",
}
with (SAMPLES / "manifest.csv").open(newline="") as handle:
    MANIFEST = list(csv.DictReader(handle))


@pytest.mark.parametrize("row", MANIFEST, ids=lambda row: row["file"])
def test_strict_verdict_is_the_manifests(row: dict[str, str]) -> None:
    content = (SAMPLES / row["file"]).read_bytes()
    result = check(BytesIO(content), strict=True)
    assert result.accepted == row["should_be_accepted"].startswith("yes")
    # An empty file has no format that anyone could see.
    assert result.format == (FORMATS[row["format"]] if content else None)
    errors = {finding.code for finding in result.findings if finding.severity == "error"}
    warnings = {finding.code for finding in result.findings if finding.severity == "warning"}
    if not result.accepted:
        assert errors == {row["rule_broken"]}
    elif row["rule_broken"] == "-":
        assert not result.findings
    else:
        assert row["rule_broken"] in warnings


@pytest.mark.parametrize("row", MANIFEST, ids=lambda row: row["file"])
@pytest.mark.parametrize("strict", [True, False], ids=["strict", "tolerant"])
def test_loading_and_checking_give_the_same_verdict(row: dict[str, str], strict: bool) -> None:
    path = SAMPLES / row["file"]
    with path.open("rb") as stream:
        assert load(path, strict=strict).result == check(stream, strict=strict)


@pytest.mark.parametrize(
    "name", ["m10_non_ascii.txt", "m11_bracket_in_text.txt", "m58_98bi_identifier_v5.txt"]
)
def test_tolerant_reading_mends_what_strict_reading_refuses(name: str) -> None:
    result = load(SAMPLES / name).result
    assert result.accepted
    assert [finding.severity for finding in result.findings] == ["warning"]


def test_every_finding_says_what_where_and_how_to_mend() -> None:
    findings = [
        finding
        for row in MANIFEST
        for finding in check(BytesIO((SAMPLES / row["file"]).read_bytes()), strict=True).findings
    ]
    assert len(findings) >= 30
    assert all(finding.message and finding.mend and "{" not in finding.message for finding in findings)
    assert all(finding.line for finding in findings if finding.code not in {"F000", "F008"})


def test_the_published_samples() -> None:
    sample = load(SAMPLES / "real" / "r01_98b_loc_sample_copy_a.txt")
    assert sample.result.accepted
    assert [finding.code for finding in sample.result.findings] == ["F005"]
    narrative = next(sample.batches()).lines["narrative"][0]
    assert narrative == "Research Attorney's fees, Set off claim"
    notebook = load(SAMPLES / "real" / "r04_98b_notebook.txt").result
    assert [finding.code for finding in notebook.findings] == ["A202", "A205"]
    # The published 98BI sample does not obey its own rules (domain/ledes.md §2, trap 1).
    international = load(SAMPLES / "real" / "r13_98bi_loc_sample_copy_a.txt").result
    assert {finding.code for finding in international.findings} == {"T301", "T302", "T303"}
