"""What a person types for a council, category, outcome or reason → ids. Reads only.

A council is found by its exact name or an alias first; only where there is none, by the beginnings of words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.register.categories import slug_of
from archive.register.names import fold, without_article

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_NEAR = 0.7
"""How alike two spellings must be (difflib's ratio) for one to be offered for the other."""
_LONGEST = 80
"""Characters of what was typed that are looked at when near spellings are sought."""


def find_councils(
    connection: sqlite3.Connection, typed: str, *, with_predecessors: bool = False
) -> list[tuple[int, str]]:
    """Id and name of each body that `typed` means, by name; none: an empty list.

    An exact name or alias gives that body alone. Else every body one of whose names has, for each typed word,
    a word that begins with it. `with_predecessors` adds the bodies they took over from, all the way back.
    """
    ids = _exact(connection, typed) or _by_words(connection, fold(typed).split())
    if with_predecessors:
        ids |= {predecessor for found in ids for predecessor in predecessors(connection, found)}
    rows = [connection.execute("SELECT id, name FROM councils WHERE id = ?", (found,)).fetchone() for found in ids]
    return sorted(rows, key=lambda row: row[1])


def predecessors(connection: sqlite3.Connection, council_id: int) -> set[int]:
    """The ids of the bodies that this one took over from, all the way back, without itself."""
    return {found for (found,) in connection.execute(_PREDECESSORS, (council_id,))} - {council_id}


_PREDECESSORS = (
    "WITH RECURSIVE back(id) AS (VALUES (?) UNION"
    " SELECT s.predecessor_id FROM council_successions s JOIN back ON s.successor_id = back.id)"
    " SELECT id FROM back"
)


def suggest_councils(connection: sqlite3.Connection, typed: str, n: int = 3) -> list[str]:
    """At most `n` names of bodies spelt nearly as `typed`, those with decisions first, then the nearest."""
    from difflib import get_close_matches

    aliases: dict[str, list[int]] = {}
    for alias, council_id in connection.execute("SELECT alias, council_id FROM council_aliases ORDER BY alias"):
        aliases.setdefault(alias, []).append(council_id)
    decided = {
        i
        for (i,) in connection.execute(
            "SELECT id FROM councils c WHERE EXISTS (SELECT 1 FROM decisions d WHERE d.council_id = c.id)"
        )
    }
    folded = fold(typed[:_LONGEST])
    found = [i for alias in get_close_matches(folded, aliases, n=4 * n, cutoff=_NEAR) for i in aliases[alias]]
    # One mistyped word of a longer name: mended from the names of bodies with decisions, else from all.
    for pool in (decided, None):
        names = [alias for alias, ids in aliases.items() if pool is None or pool.intersection(ids)]
        vocabulary = sorted({word for alias in names for word in alias.split()})
        mended = [near for word in folded.split() for near in get_close_matches(word, vocabulary, n=1, cutoff=_NEAR)]
        if len(mended) == len(folded.split()) and (pool is not None or not found):
            found += sorted(_by_words(connection, mended))
    names_by_id = dict(connection.execute("SELECT id, name FROM councils"))
    return [names_by_id[i] for i in sorted(dict.fromkeys(found), key=lambda i: i not in decided)][:n]


def _exact(connection: sqlite3.Connection, typed: str) -> set[int]:
    folded = fold(typed)
    rows = connection.execute(
        "SELECT council_id FROM council_aliases WHERE alias = ?1"
        " UNION SELECT a.council_id FROM council_aliases a JOIN councils c ON c.id = a.council_id"
        " WHERE a.alias = ?2 AND c.known = 1",
        (folded, without_article(folded)),
    )
    return {council_id for (council_id,) in rows}


def _by_words(connection: sqlite3.Connection, wanted: list[str]) -> set[int]:
    if not wanted:
        return set()
    rows = connection.execute("SELECT council_id, alias FROM council_aliases")
    return {council_id for council_id, alias in rows if _has_words(alias, wanted)}


def _has_words(folded: str, wanted: Iterable[str]) -> bool:
    """Whether for each wanted word a word of `folded` begins with it."""
    text = f" {folded}"
    return all(f" {start}" in text for start in wanted)


def find_categories(connection: sqlite3.Connection, typed: str) -> list[int]:
    """The ids of the subjects that `typed` means, in order of title; none: an empty list.

    In this order: a full title or slug path (a category brings its subcategories); the name of subcategories, under
    whatever category; else every title that has, for each typed word, a word that begins with it.
    """
    rows = connection.execute("SELECT id, title, name, slug, parent_id FROM categories ORDER BY title").fetchall()
    levels = typed.replace("/", ">").split(">")
    path, slug = [fold(level) for level in levels], "/".join(slug_of(level) for level in levels)
    if not any(path):
        return []
    full = {
        i for i, title, _, known_slug, _ in rows if known_slug == slug or [fold(x) for x in title.split(">")] == path
    }
    if full:
        return [i for i, *_, parent_id in rows if i in full or parent_id in full]
    leaves = [
        i
        for i, _, name, known_slug, parent_id in rows
        if parent_id is not None and (path == [fold(name)] or known_slug.endswith(f"/{slug}"))
    ]
    wanted = " ".join(path).split()
    return leaves or [i for i, title, *_ in rows if _has_words(fold(title), wanted)]


def suggest_categories(connection: sqlite3.Connection, typed: str, n: int = 3) -> list[str]:
    """At most `n` titles of subjects whose title or name is spelt nearly as `typed`."""
    rows = connection.execute("SELECT title, name FROM categories ORDER BY title").fetchall()
    return _near(typed, [(form, title) for title, name in rows for form in (title, name)], n)


def find_outcome(connection: sqlite3.Connection, typed: str) -> int | None:
    """The id of the outcome whose name or slug `typed` is, or the only one that begins with it: `closed`, `not`."""
    slug = slug_of(typed)
    rows = connection.execute("SELECT id, slug FROM outcomes").fetchall()
    found = [i for i, known in rows if known == slug] or [i for i, known in rows if slug and known.startswith(slug)]
    return found[0] if len(found) == 1 else None


def suggest_outcomes(connection: sqlite3.Connection, typed: str, n: int = 3) -> list[str]:
    """At most `n` names of outcomes spelt nearly as `typed`."""
    return _near(typed, [(name, name) for (name,) in connection.execute("SELECT name FROM outcomes ORDER BY name")], n)


def find_reasons(connection: sqlite3.Connection, typed: str) -> list[int]:
    """The ids of the reasons whose code or name `typed` is, however punctuated: `insufficient fault`."""
    slug = slug_of(typed)
    rows = connection.execute("SELECT id, code, name FROM reasons ORDER BY id").fetchall()
    return [i for i, code, name in rows if slug in {slug_of(code), slug_of(name)}]


def suggest_reasons(connection: sqlite3.Connection, typed: str, n: int = 3) -> list[str]:
    """At most `n` codes of reasons whose code or name is spelt nearly as `typed`."""
    rows = connection.execute("SELECT code, name FROM reasons ORDER BY code").fetchall()
    return _near(typed, [(form, code) for code, name in rows for form in (code, name)], n)


def _near(typed: str, forms: list[tuple[str, str]], n: int) -> list[str]:
    """The answers, nearest first, of those (form, answer) whose form is spelt nearly as `typed`."""
    from difflib import get_close_matches

    answers: dict[str, list[str]] = {}
    for form, answer in forms:
        answers.setdefault(slug_of(form), []).append(answer)
    near = get_close_matches(slug_of(typed[:_LONGEST]), answers, n=n, cutoff=_NEAR)
    return list(dict.fromkeys(answer for form in near for answer in answers[form]))[:n]
