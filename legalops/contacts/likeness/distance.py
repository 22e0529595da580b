"""How many keystrokes lie between two words."""


def keystrokes(one: str, other: str, most: int) -> int:
    """Letters to add, drop, change or swap with a neighbour; `most` + 1 where there are more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row, *[0] * len(other)]
        for column, against in enumerate(other, 1):
            cost = letter != against
            now[column] = min(last[column] + 1, now[column - 1] + 1, last[column - 1] + cost)
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                now[column] = min(now[column], before[column - 2] + 1)
        if min(now) > most and min(last) > most:
            return most + 1
        before, last = last, now
    return min(last[-1], most + 1)


def closeness(one: str, other: str) -> float:
    """1.0 for equal words, falling with every keystroke; 0.0 from a third of their letters on."""
    if one == other:
        return 1.0
    longest = max(len(one), len(other))
    most = longest // 3
    steps = keystrokes(one, other, most)
    return 0.0 if steps > most or not longest else 1.0 - steps / longest
