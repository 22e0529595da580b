"""Which stages can be reached, and from which a closed stage can."""

from legalops.workflows.machine.shapes import Definition


def steps(definition: Definition) -> dict[str, set[str]]:
    """From each stage, the stages one transition away."""
    known = {stage.code for stage in definition.stages}
    return {
        stage.code: {each.target for each in definition.leaving(stage.code)} & known
        for stage in definition.stages
    }


def reached(definition: Definition) -> set[str]:
    """Stages that a record can come to, the first one included."""
    return _closure({definition.start.code}, steps(definition))


def ending(definition: Definition) -> set[str]:
    """Stages from which a closed stage can be reached, closed ones included."""
    backwards: dict[str, set[str]] = {stage.code: set() for stage in definition.stages}
    for source, targets in steps(definition).items():
        for target in targets:
            backwards[target].add(source)
    return _closure({stage.code for stage in definition.stages if stage.is_closed}, backwards)


def _closure(begin: set[str], ways: dict[str, set[str]]) -> set[str]:
    found, left = set(begin), list(begin)
    while left:
        fresh = ways.get(left.pop(), set()) - found
        found |= fresh
        left += fresh
    return found
