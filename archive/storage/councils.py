"""Bodies and categories in the database: the shipped register, and whatever else a decision names.

All here runs inside the caller's transaction.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from archive.register.categories import slug_of
from archive.register.kinds import kind_of
from archive.register.names import fold, without_article
from archive.storage import index

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

    from archive.register.bodies import Body


def load(connection: sqlite3.Connection) -> None:
    """Bring councils, aliases and successions to what the shipped register says. Safe to run again.

    A body that a decision named before the register did is taken over, id and all; where the register says that several
    rows are one body, their decisions come together under one id. A body that has left the register stays as one met
    in decisions. The kinds of bodies outside the register are worked out anew.
    """
    from archive.register.bodies import register, successions

    bodies = register()
    connection.execute("DELETE FROM council_successions")
    connection.execute("DELETE FROM council_aliases")
    ids = _claim(connection, bodies)
    connection.executemany(
        "INSERT INTO councils(id, name, key, kind, region, county, code, valid_from, valid_to, known)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"
        " ON CONFLICT(id) DO UPDATE SET name = excluded.name, key = excluded.key, kind = excluded.kind,"
        " region = excluded.region, county = excluded.county, code = excluded.code,"
        " valid_from = excluded.valid_from, valid_to = excluded.valid_to, known = 1",
        [(ids[b.key], b.name, b.key, b.kind, b.region, b.county, b.code, b.valid_from, b.valid_to) for b in bodies],
    )
    aliases = [(alias, ids[body.key]) for body in bodies for alias in body.aliases]
    met = connection.execute("SELECT id, name FROM councils WHERE known = 0").fetchall()
    aliases += [(fold(name), council_id) for council_id, name in met]
    connection.executemany("INSERT INTO council_aliases(alias, council_id) VALUES (?, ?)", aliases)
    connection.executemany("UPDATE councils SET kind = ? WHERE id = ?", [(kind_of(name), i) for i, name in met])
    connection.executemany(
        "INSERT INTO council_successions(predecessor_id, successor_id, date) VALUES (?, ?, ?)",
        [(ids[change.predecessor], ids[change.successor], change.date) for change in successions()],
    )


def _claim(connection: sqlite3.Connection, bodies: list[Body]) -> dict[str, int]:
    """The id of each body by key: of the row that already is this body, else a new one.

    Rows that turn out to be one body are merged; every row left is cleared of names and keys that the register needs.
    """
    owners: dict[str, list[str]] = defaultdict(list)
    for body in bodies:
        for alias in body.aliases:
            owners[alias].append(body.key)
    keys = {body.key for body in bodies}
    ids: dict[str, int] = {}
    next_id = 1
    for council_id, name, key, known in connection.execute(
        "SELECT id, name, key, known FROM councils ORDER BY known DESC, id"
    ).fetchall():
        next_id = max(next_id, council_id + 1)
        folded = fold(name)
        found = [key] if known and key in keys else owners.get(folded) or owners.get(without_article(folded), [])
        if len(found) != 1:
            # Outside the register. Its key may be one that the register has given to another body since.
            free = f"{key}-{council_id}" if key in keys else key
            connection.execute("UPDATE councils SET key = ?, known = 0 WHERE id = ?", (free, council_id))
        elif found[0] in ids:
            _bring_together(connection, council_id, ids[found[0]])
        else:
            ids[found[0]] = council_id
    # Names and keys may pass from one row to another: set them all aside before any is given anew.
    connection.executemany(
        "UPDATE councils SET name = ?1, key = ?1 WHERE id = ?2", [(f"\x00{i}", i) for i in ids.values()]
    )
    fresh = itertools.count(next_id)
    return {body.key: ids[body.key] if body.key in ids else next(fresh) for body in bodies}


def _bring_together(connection: sqlite3.Connection, council_id: int, into: int) -> None:
    """Give the decisions of one row of `councils` to another, in the index too, and drop the row.

    What the index forgets of a decision it looks up in the tables: so it must forget before, and learn after.
    """
    moved = connection.execute("SELECT id FROM decisions WHERE council_id = ?", (council_id,)).fetchall()
    forgotten = [decision_id for (decision_id,) in moved if index.forget(connection, decision_id)]
    connection.execute("UPDATE decisions SET council_id = ? WHERE council_id = ?", (into, council_id))
    for decision_id in forgotten:
        index.learn(connection, decision_id)
    connection.execute("DELETE FROM councils WHERE id = ?", (council_id,))


class _Listed(NamedTuple):
    """A body of the register that an alias may mean. Dates are ISO, open ends filled."""

    id: int
    valid_from: str
    valid_to: str


class Bodies:
    """Names as decisions print them → ids of `councils`. Reads the register once, then answers from memory.

    It remembers rows that it has inserted: after a rollback, make a new one.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._listed: dict[str, list[_Listed]] = defaultdict(list)
        self._met: dict[str, int] = {}
        self._certain: dict[str, int] = {}
        self._keys = {key for (key,) in connection.execute("SELECT key FROM councils")}
        for alias, council_id, valid_from, valid_to, known in connection.execute(
            "SELECT a.alias, c.id, coalesce(c.valid_from, '0000'), coalesce(c.valid_to, '9999'), c.known"
            " FROM council_aliases a JOIN councils c ON c.id = a.council_id"
        ):
            if known:
                self._listed[alias].append(_Listed(council_id, valid_from, valid_to))
            else:
                self._met[alias] = council_id

    def council_id(self, name: str, decision_date: str | None) -> int:
        """The id of the body that `name` means; a name not known yet makes a new row, its kind by rule.

        Where the name has belonged to several bodies of the register, the one that existed on `decision_date` (ISO); if
        that does not settle it, a row of its own: never a guess.
        """
        certain = self._certain.get(name)
        if certain is not None:
            return certain
        folded = fold(name)
        listed = self._listed.get(folded) or self._listed.get(without_article(folded)) or []
        if len(listed) > 1:
            day = decision_date or ""
            fitting = [body.id for body in listed if body.valid_from <= day <= body.valid_to]
            return fitting[0] if len(fitting) == 1 else self._met_id(name, folded)
        found = listed[0].id if listed else self._met_id(name, folded)
        self._certain[name] = found
        return found

    def _met_id(self, name: str, folded: str) -> int:
        if folded not in self._met:
            self._met[folded] = self._insert(name, folded)
        return self._met[folded]

    def _insert(self, name: str, folded: str) -> int:
        key = _free(slug_of(name), self._keys)
        self._keys.add(key)
        council_id = _insert(
            self._connection,
            "INSERT INTO councils(name, key, kind, known) VALUES (?, ?, ?, 0)",
            (name, key, kind_of(name)),
        )
        self._connection.execute("INSERT INTO council_aliases(alias, council_id) VALUES (?, ?)", (folded, council_id))
        return council_id


def _free(key: str, taken: Collection[str]) -> str:
    """`key`, or with the first number from 2 that makes it one not taken."""
    return next(
        free for free in itertools.chain([key], (f"{key}-{n}" for n in itertools.count(2))) if free not in taken
    )


class Categories:
    """Category and subcategory as decisions print them → ids of `categories`. Answers from memory.

    It remembers rows that it has inserted: after a rollback, make a new one.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._ids: dict[str, int] = {}
        self._titles: dict[int, str] = {}
        self._certain: dict[tuple[str | None, str | None], int] = {}
        for category_id, title, slug in connection.execute("SELECT id, title, slug FROM categories"):
            self._ids[slug] = self._ids[title] = category_id
            self._titles[category_id] = title

    def category_id(self, category: str | None, subcategory: str | None) -> int | None:
        """The id of the narrowest subject stated, found by slug; a name not known yet makes a new row.

        None without a category: a subcategory is only known together with its category.
        """
        if category is None:
            return None
        found = self._certain.get((category, subcategory))
        if found is None:
            found = self._id(category, slug_of(category), None)
            if subcategory is not None:
                found = self._id(subcategory, f"{slug_of(category)}/{slug_of(subcategory)}", found)
            self._certain[category, subcategory] = found
        return found

    def _id(self, name: str, slug: str, parent_id: int | None) -> int:
        title = name if parent_id is None else f"{self._titles[parent_id]} > {name}"
        found = self._ids.get(slug, self._ids.get(title))
        if found is None:
            found = _insert(
                self._connection,
                "INSERT INTO categories(title, name, slug, parent_id, known) VALUES (?, ?, ?, ?, 0)",
                (title, name, slug, parent_id),
            )
            self._ids[slug] = self._ids[title] = found
            self._titles[found] = title
        return found


def _insert(connection: sqlite3.Connection, statement: str, values: tuple[object, ...]) -> int:
    """Run an INSERT of one row and give its id."""
    connection.execute(statement, values)
    (row_id,) = connection.execute("SELECT last_insert_rowid()").fetchone()
    return int(row_id)
