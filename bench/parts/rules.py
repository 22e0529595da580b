"""All review rules over columns, against the same rules line by line in plain Python."""

from collections.abc import Iterator

from bench import review_rules
from bench.report import Row, Target, figure
from bench.scale import Scale


def rows(scale: Scale) -> Iterator[Row]:
    """Lines per CPU second, which have the target, and the multiple of plain Python."""
    result = review_rules.measure(scale.rule_lines, scale.rounds)
    costs = f"{figure(result.engine)} l/s", "plain Python", f"{figure(result.reference)} l/s"
    target = Target(review_rules.TARGET, least=True, unit="l/s")
    yield Row("rules", f"all rules, {result.lines:,} lines, per CPU-s", *costs, result.engine, None, target)
    yield Row("rules", "the same as a multiple", *costs, result.ratio)
