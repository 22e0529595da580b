"""How a word sounds, as digits: our own reading of the published Daitch-Mokotoff tables.

Each group of letters stands for one sound; what it sounds like depends on whether it begins the word or
stands before a vowel. Where a group may sound in two ways, both are kept. Words that sound alike in English,
German, Slavic or Yiddish spelling share a code: Moskowitz and Moskovitz, Meier and Mayer.
"""

from functools import lru_cache
from itertools import islice, product

_LENGTH = 6
_MOST = 8
_VOWELS = frozenset("aeiouy")
# Letters: at the beginning, before a vowel, elsewhere; "" is silent, "|" separates two ways to say it.
_TABLE = """
schtsch 2 4 4;schtsh 2 4 4;shtch 2 4 4;shch 2 4 4;shtsh 2 4 4;stsch 2 4 4;strz 2 4 4;strs 2 4 4;stch 2 4 4
szcz 2 4 4;szcs 2 4 4;schd 2 43 43;scht 2 43 43;ttsch 4 4 4;zdz 2 4 4;zhdzh 2 4 4;sht 2 43 43;szt 2 43 43
shd 2 43 43;szd 2 43 43;zsch 4 4 4;tsch 4 4 4;ttch 4 4 4;tch 4 4 4;sch 4 4 4;chs 5 54 54;csz 4 4 4;czs 4 4 4
drz 4 4 4;drs 4 4 4;dsh 4 4 4;dsz 4 4 4;dzh 4 4 4;dzs 4 4 4;trz 4 4 4;trs 4 4 4;tsh 4 4 4;tsz 4 4 4;ttz 4 4 4
tzs 4 4 4;zhd 2 43 43;zsh 4 4 4;ai 0 1 -;aj 0 1 -;ay 0 1 -;au 0 7 -;ch 5|4 5|4 5|4;ck 5|45 5|45 5|45
cz 4 4 4;cs 4 4 4;ds 4 4 4;dz 4 4 4;dt 3 3 3;ei 0 1 -;ej 0 1 -;ey 0 1 -;eu 1 1 -;fb 7 7 7;ia 1 - -;ie 1 - -
io 1 - -;iu 1 - -;ks 5 54 54;kh 5 5 5;mn 66 66 66;nm 66 66 66;oi 0 1 -;oj 0 1 -;oy 0 1 -;pf 7 7 7;ph 7 7 7
rz 94|4 94|4 94|4;rs 94|4 94|4 94|4;sh 4 4 4;st 2 43 43;sd 2 43 43;sz 4 4 4;sc 2 4 4;th 3 3 3;ts 4 4 4
tc 4 4 4;tz 4 4 4;ui 0 1 -;uj 0 1 -;uy 0 1 -;ue 0 - -;zd 2 43 43;zh 4 4 4;zs 4 4 4
a 0 - -;b 7 7 7;c 5|4 5|4 5|4;d 3 3 3;e 0 - -;f 7 7 7;g 5 5 5;h 5 5 -;i 0 - -;j 1|4 -|4 -|4;k 5 5 5;l 8 8 8
m 6 6 6;n 6 6 6;o 0 - -;p 7 7 7;q 5 5 5;r 9 9 9;s 4 4 4;t 3 3 3;u 0 - -;v 7 7 7;w 7 7 7;x 5 54 54;y 1 - -
z 4 4 4
"""


def _read() -> dict[str, tuple[tuple[str, ...], ...]]:
    rows = {}
    for entry in _TABLE.replace("\n", ";").split(";"):
        if entry.strip():
            letters, *places = entry.split()
            rows[letters] = tuple(
                tuple("" if way == "-" else way for way in place.split("|")) for place in places
            )
    return rows


_RULES = _read()
_LONGEST = max(map(len, _RULES))


@lru_cache(maxsize=100_000)
def sounds_of_word(word: str) -> tuple[str, ...]:
    """The codes of a word of plain letters, one for each way to say it; a word of digits is its own code."""
    if not word.isalpha():
        return (word,) if word else ()
    ways: list[list[str]] = [[]]
    at = 0
    while at < len(word):
        letters, sounds = _next(word, at)
        # Whole sounds are kept apart here, so that a sound said twice in a row counts once.
        ways = [[*way, sound] for way, sound in islice(product(ways, sounds), _MOST)]
        at += len(letters)
    return tuple(dict.fromkeys(_joined(way) for way in ways))


def sounds_of_name(words: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of a whole name: those of its words, in an order that does not depend on theirs."""
    ways = islice(product(*(sounds_of_word(word) for word in words)), _MOST)
    return tuple(dict.fromkeys("-".join(sorted(way)) for way in ways)) if words else ()


def _next(word: str, at: int) -> tuple[str, tuple[str, ...]]:
    for length in range(min(_LONGEST, len(word) - at), 0, -1):
        letters = word[at : at + length]
        if letters in _RULES:
            beginning, before_vowel, elsewhere = _RULES[letters]
            if at == 0:
                return letters, beginning
            vowel = word[at + length : at + length + 1] in _VOWELS and at + length < len(word)
            return letters, before_vowel if vowel else elsewhere
    return word[at], ("",)


def _joined(sounds: list[str]) -> str:
    code, last = "", ""
    for sound in sounds:
        if sound and sound != last:
            code += sound
        last = sound
    return code[:_LENGTH].ljust(_LENGTH, "0")
