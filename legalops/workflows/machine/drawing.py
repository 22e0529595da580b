"""The diagram of a workflow: boxes in layers from top to bottom, arrows with their labels.

Forward arrows to the next layer run straight; those that skip layers bow out to the left, those that go back
to the right. Only geometry: the template gives it colour and words for those who cannot see it.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from legalops.workflows.machine import paths
from legalops.workflows.machine.shapes import ANY_OPEN, Definition, Transition

BOX_WIDTH, BOX_HEIGHT = 116, 42
_COLUMN, _LAYER, _MARGIN, _BOW = 136, 90, 10, 22
_LINE = 17
_CHARACTER = 6.1


@dataclass(frozen=True, slots=True)
class Box:
    """A stage's place; `shape` is its category, or "any" for the place every open stage stands for."""

    code: str
    name: str
    shape: str
    x: float
    y: float
    is_start: bool = False

    @property
    def lines(self) -> list[str]:
        """The name in at most two lines, each with its vertical place."""
        return _two_lines(self.name)

    @property
    def width(self) -> int:
        """All boxes are as wide."""
        return BOX_WIDTH

    @property
    def height(self) -> int:
        """All boxes are as high."""
        return BOX_HEIGHT

    @property
    def middle(self) -> float:
        """Horizontal middle."""
        return self.x + BOX_WIDTH / 2

    @property
    def centre(self) -> float:
        """Vertical middle."""
        return self.y + BOX_HEIGHT / 2

    @property
    def points(self) -> str:
        """The outline of a stage on hold: a lozenge with flat top."""
        left, right, top, low = self.x, self.x + BOX_WIDTH, self.y, self.y + BOX_HEIGHT
        return (
            f"{left + 12},{top} {right - 12},{top} {right},{self.centre} "
            f"{right - 12},{low} {left + 12},{low} {left},{self.centre}"
        )


@dataclass(frozen=True, slots=True)
class Arrow:
    """A transition's way; the label stands at x, y."""

    code: str
    label: str
    path: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything to draw, in a canvas that begins at `left`."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    left: float
    width: float
    height: float

    @property
    def view_box(self) -> str:
        """For the SVG element."""
        return f"{self.left:.0f} 0 {self.width:.0f} {self.height:.0f}"


def draw(definition: Definition) -> Drawing:
    """Lay a workflow out, faulty ones as far as they go."""
    layers = _layers(definition)
    boxes = _boxes(definition, layers)
    arrows = _Arrows(boxes, layers)
    drawn = [arrow for each in definition.transitions if (arrow := arrows.arrow(each))]
    return _canvas(list(boxes.values()), drawn)


def _layers(definition: Definition) -> dict[str, int]:
    """Depth of each stage from the start, by the fewest steps; what cannot be reached comes last."""
    if not definition.stages:
        return {}
    ways, depth = _own_steps(definition), {definition.start.code: 0}
    queue = [definition.start.code]
    while queue:
        code = queue.pop(0)
        for target in ways[code]:
            if target not in depth:
                depth[target] = depth[code] + 1
                queue.append(target)
    last = max(depth.values()) + 1
    closed = {stage.code for stage in definition.stages if stage.is_closed}
    for stage in definition.stages:
        depth.setdefault(stage.code, last)
    deepest_open = max((depth[code] for code in depth if code not in closed), default=-1)
    bottom = max(*depth.values(), deepest_open + 1)
    return {code: bottom if code in closed else place for code, place in depth.items()}


def _own_steps(definition: Definition) -> dict[str, list[str]]:
    """One transition away, in the order of the stages; those from any open stage draw no layer."""
    order = [stage.code for stage in definition.stages]
    named = Definition(
        definition.stages, tuple(each for each in definition.transitions if each.source != ANY_OPEN)
    )
    return {code: sorted(targets, key=order.index) for code, targets in paths.steps(named).items()}


def _boxes(definition: Definition, layers: dict[str, int]) -> dict[str, Box]:
    rows: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for stage in definition.stages:
        rows[layers[stage.code]].append((stage.code, stage.name, stage.category.value))
    if any(each.source == ANY_OPEN for each in definition.transitions):
        layers[ANY_OPEN] = max(max(layers.values(), default=0) - 1, 0)
        rows[layers[ANY_OPEN]].append((ANY_OPEN, _("Any open stage"), "any"))
    widest = max((len(row) for row in rows.values()), default=1)
    boxes = {}
    for layer, row in rows.items():
        indent = (widest - len(row)) * _COLUMN / 2
        for place, (code, name, shape) in enumerate(row):
            x, y = _MARGIN + indent + place * _COLUMN, _MARGIN + layer * _LAYER
            boxes[code] = Box(code, name, shape, x, y, layer == 0 and place == 0)
    return boxes


class _Arrows:
    """Arrows between the boxes; each further one beside another bows a little more."""

    def __init__(self, boxes: dict[str, Box], layers: dict[str, int]) -> None:
        self._boxes, self._layers = boxes, layers
        self._used: dict[object, int] = defaultdict(int)
        self._right = max((box.x for box in boxes.values()), default=0) + BOX_WIDTH
        self._left = min((box.x for box in boxes.values()), default=0)

    def arrow(self, transition: Transition) -> Arrow | None:
        source, target = self._boxes.get(transition.source), self._boxes.get(transition.target)
        if source is None or target is None or source is target:
            return None
        down = self._layers[target.code] - self._layers[source.code]
        if down == 1:
            return self._straight(transition, source, target)
        if down == 0 and abs(source.x - target.x) <= _COLUMN:
            return self._across(transition, source, target)
        beyond = source.middle - (self._left + self._right) / 2
        return self._bowed(transition, source, target, to_the_right=beyond > 0 or (beyond == 0 and down <= 0))

    def _nth(self, key: object) -> int:
        self._used[key] += 1
        return self._used[key] - 1

    def _straight(self, transition: Transition, source: Box, target: Box) -> Arrow:
        nth = self._nth((source.code, target.code))
        shift = nth * 26
        x1, y1 = source.middle + shift, source.y + BOX_HEIGHT
        x2, y2 = target.middle + shift, target.y
        bend = (y2 - y1) / 2
        path = f"M{x1:.0f} {y1:.0f} C{x1:.0f} {y1 + bend:.0f} {x2:.0f} {y2 - bend:.0f} {x2:.0f} {y2:.0f}"
        beside = self._nth(("fan", source.code)) % 3
        return Arrow(
            transition.code, transition.label, path,
            (x1 + x2) / 2 + 5, (y1 + y2) / 2 + 4 + (beside - 1) * 13, "start",
        )  # fmt: skip

    def _across(self, transition: Transition, source: Box, target: Box) -> Arrow:
        nth = self._nth(frozenset((source.code, target.code)))
        rightwards = target.x > source.x
        x1 = source.x + (BOX_WIDTH if rightwards else 0)
        x2 = target.x + (0 if rightwards else BOX_WIDTH)
        y = source.centre - 9 + nth * 18
        path = f"M{x1:.0f} {y:.0f} L{x2:.0f} {y:.0f}"
        return Arrow(
            transition.code, transition.label, path, (x1 + x2) / 2, y - 18 if nth == 0 else y + 20, "middle"
        )

    def _bowed(self, transition: Transition, source: Box, target: Box, *, to_the_right: bool) -> Arrow:
        nth = self._nth("right" if to_the_right else "left")
        edge = self._right + _BOW + nth * 16 if to_the_right else self._left - _BOW - nth * 16
        side = BOX_WIDTH if to_the_right else 0
        x1, y1, x2, y2 = source.x + side, source.centre, target.x + side, target.centre + (nth % 3 - 1) * 8
        path = f"M{x1:.0f} {y1:.0f} C{edge:.0f} {y1:.0f} {edge:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"
        x = x1 / 8 + edge * 6 / 8 + x2 / 8
        y = (y1 + y2) / 2 + 4 + (nth % 4 - 1.5) * 13
        return Arrow(
            transition.code, transition.label, path,
            x + (4 if to_the_right else -4), y, "start" if to_the_right else "end",
        )  # fmt: skip


def _two_lines(name: str) -> list[str]:
    """Broken at the last space that fits; what is too long for two lines ends in an ellipsis."""
    if len(name) <= _LINE:
        return [name]
    at = name.rfind(" ", 0, _LINE + 1)
    first, rest = (name[:at], name[at + 1 :]) if at > 0 else (name[:_LINE], name[_LINE:])
    return [first, rest if len(rest) <= _LINE else f"{rest[: _LINE - 1]}…"]


def _canvas(boxes: list[Box], arrows: list[Arrow]) -> Drawing:
    left, right = 0.0, max((box.x + BOX_WIDTH for box in boxes), default=BOX_WIDTH) + _MARGIN
    for arrow in arrows:
        length = len(arrow.label) * _CHARACTER + 8
        begin = {"start": arrow.x, "middle": arrow.x - length / 2, "end": arrow.x - length}[arrow.anchor]
        left, right = min(left, begin - 4), max(right, begin + length + 4)
    height = max((box.y + BOX_HEIGHT for box in boxes), default=BOX_HEIGHT) + _MARGIN
    return Drawing(tuple(boxes), tuple(arrows), left, right - left, height)
