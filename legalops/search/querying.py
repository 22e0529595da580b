"""Asking the index. What comes out are keys, seen by nobody until each record's own model lets them through.

Measured (domain/reliability.md §1.7): matches are collected first and sorted afterwards, as the planner would
otherwise walk a date index through the whole table; only so many are ranked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from legalops.search.models import WORDS
from legalops.search.parsing import Asked, Term

# So many are ranked and held against what the person may see; the wider number where few of those are.
CANDIDATES, WIDER = 2_000, 20_000
# Shorter beginnings of words match half the index.
SHORTEST_START = 3
# Below PostgreSQL's 0.6, so that two exchanged letters are still forgiven.
_ALIKE = 0.45
# One word against one word: exchanged letters in a short one leave a third of its parts.
_WORDS_ALIKE = 0.3

Key = tuple[str, int]

_RANKED = """
WITH found AS MATERIALIZED (
  SELECT record_type, record_id, words, "on" FROM search_searchentry WHERE {where} LIMIT %s)
SELECT record_type, record_id FROM found ORDER BY {order}
"""
_ALIKE_TITLES = """
SELECT record_type, record_id, title FROM (
  SELECT record_type, record_id, title, word_similarity(%s, title) AS alike
  FROM search_searchentry WHERE %s <%% title LIMIT %s) AS near
ORDER BY alike DESC, record_type, record_id LIMIT %s
"""
_ALIKE_WORDS = """
SELECT word FROM search_searchword WHERE word %% %s ORDER BY similarity(word, %s) DESC, word LIMIT %s
"""
_SNIPPETS = """
SELECT record_type, record_id, ts_headline('{words}', {text}, {query}, %s)
FROM search_searchentry JOIN unnest(%s::text[], %s::bigint[]) AS shown(type, id)
  ON record_type = shown.type AND record_id = shown.id
"""


@dataclass(slots=True)
class Condition:
    """A piece of SQL and its parameters."""

    sql: str
    values: list[Any] = field(default_factory=list)


def candidates(asked: Asked, columns: Mapping[str, Sequence[Any]], most: int = CANDIDATES) -> list[Key]:
    """Keys of what matches, best first and at most so many; `columns` narrows by the index's own columns.

    Without a word to look for, the newest of what the filters leave. Nothing at all for an empty question.
    """
    query, where = tsquery(asked), _where(asked, columns)
    if query is None and not where:
        return []
    conditions = ([Condition(f"words @@ ({query.sql})", query.values)] if query else []) + where
    order = Condition('"on" DESC NULLS LAST, record_id DESC')
    if query and asked.terms:
        order = Condition(f"ts_rank(words, {query.sql}) DESC, {order.sql}", query.values)
    sql = _RANKED.format(where=" AND ".join(each.sql for each in conditions), order=order.sql)
    values = [value for each in conditions for value in each.values]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, most, *order.values])
        return cursor.fetchall()


def alike(word: str, most: int = 200) -> list[tuple[str, int, str]]:
    """Type, id and title of entries with a word in the title that reads like this one, most alike first."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(_ALIKE)])
        cursor.execute(_ALIKE_TITLES, [word, word, CANDIDATES, most])
        return cursor.fetchall()


def says_nothing(word: str) -> bool:
    """Whether a word is one that the index passes over, like "and"."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT numnode(phraseto_tsquery('{WORDS}', %s)) = 0", [word])
        return bool(cursor.fetchone()[0])


def words_alike(word: str, most: int = 50) -> list[str]:
    """Words of any record that read like this one, most alike first; whose they are is not looked at."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(_WORDS_ALIKE)])
        cursor.execute(_ALIKE_WORDS, [word, word, most])
        return [word for (word,) in cursor.fetchall()]


def snippets(asked: Asked, keys: Sequence[Key], marks: tuple[str, str]) -> dict[Key, str]:
    """The passages of the bodies where the words stand, between the marks; not escaped."""
    query = tsquery(asked)
    if query is None or not keys:
        return {}
    options = f'StartSel="{marks[0]}", StopSel="{marks[1]}", MaxFragments=2, MaxWords=18, MinWords=8'
    options += ', FragmentDelimiter=" … "'
    sql = _SNIPPETS.format(words=WORDS, text="body", query=query.sql)
    types, ids = [key[0] for key in keys], [key[1] for key in keys]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*query.values, options, types, ids])
        return {(kind, pk): text for kind, pk, text in cursor.fetchall() if marks[0] in text}


def tsquery(asked: Asked) -> Condition | None:
    """The words as a tsquery expression; None where none is left to look for."""
    terms = [_term(term) for term in asked.terms]
    if not terms:
        return None
    sql = " && ".join([each.sql for each in terms] + ["!! " + _term(term).sql for term in asked.without])
    values = [each.values for each in terms] + [_term(term).values for term in asked.without]
    return Condition(sql, [value for some in values for value in some])


def _term(term: Term) -> Condition:
    last = term.text.rpartition(" ")[2]
    if term.starts and len(last) >= SHORTEST_START:
        quoted = term.text.replace("\\", " ").replace("'", " ")
        return Condition(f"to_tsquery('{WORDS}', %s)", [f"'{quoted}':*"])
    return Condition(f"phraseto_tsquery('{WORDS}', %s)", [term.text])


def _where(asked: Asked, columns: Mapping[str, Sequence[Any]]) -> list[Condition]:
    where = [Condition(f"{name} = ANY(%s)", [list(wanted)]) for name, wanted in columns.items()]
    if asked.after:
        where.append(Condition('"on" >= %s', [asked.after]))
    if asked.before:
        where.append(Condition('"on" < %s', [asked.before]))
    return where
