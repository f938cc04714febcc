"""`lgsco show`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from archive.cli import DONE, NOTHING_FOUND, REFUSED
from archive.cli.common import Settings, talk
from archive.cli.declaring import common_options, completing
from archive.cli.group import Command

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from archive.decision import Decision
    from archive.errors import Refused
    from archive.query.places import Named

_FORMATS = ("text", "json", "markdown", "source")
_MODES = ("why", "versions", "diff", "cite")
_MOST_PIECES = 8
"""Words that one decision can be typed in: `LGSCO : 23 012 807 at para 7`."""
_WIDEST_RANGE = 500
"""Paragraphs in one `--para 7-9`. No decision has more."""


class _Asked(NamedTuple):
    """What to print of each decision."""

    kinds: tuple[str, ...]
    paras: tuple[int, ...]
    grep: str | None
    match: str | None
    everything: bool
    form: str
    mode: str | None


@click.command(cls=Command)
@click.argument("references", nargs=-1, required=True, metavar="REF...", shell_complete=completing("references"))
@click.option(
    "--section",
    "kinds",
    multiple=True,
    metavar="KIND",
    shell_complete=completing("sections"),
    help="Only these sections: complaint, assessment, ...",
)
@click.option(
    "--para", "paras", multiple=True, metavar="N", help="Only these paragraphs, by the number to cite: 7, 7-9."
)
@click.option("--grep", metavar="WORDS", help="Only the paragraphs that have these words, with their numbers.")
@click.option("--match", metavar="WORDS", help="Mark these words, found as a search finds them.")
@click.option("--all", "everything", is_flag=True, help="Open what is folded: the Ombudsman's powers.")
@click.option("--cite", is_flag=True, help="Only the citation, ready to paste; with --para, of these paragraphs.")
@click.option("--why", is_flag=True, help="Only the reasons, each with its words, its place and its role.")
@click.option("--versions", is_flag=True, help="List the documents it came in instead.")
@click.option("--diff", is_flag=True, help="Print what changed between its documents instead.")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help="How to print it."
)
@click.option("--json", "form", flag_value="json", type=click.Choice(_FORMATS), help="The same as --format json.")
@common_options
def command(  # noqa: PLR0913 - one argument an option
    settings: Settings,
    references: tuple[str, ...],
    *,
    kinds: tuple[str, ...],
    paras: tuple[str, ...],
    grep: str | None,
    match: str | None,
    everything: bool,
    cite: bool,
    why: bool,
    versions: bool,
    diff: bool,
    form: str,
) -> int:
    """Read one decision, or several one after the other.

    \b
    Examples:
      lgsco show 23 012 807
      lgsco show 23 012 807 para 7 --cite
      lgsco show 23012807 --section assessment --match 'damp mould'
      lgsco show 23-012-807 --grep 'apolog* OR pay'
      lgsco show 23-012-807 --format markdown > decision.md
      lgsco show 23 012 807 --format source
      lgsco show - --cite < references.txt

    REF is a reference in any usual form, an address, or a citation, with `para 7` after it or without; - reads them
    from standard input, one a line. [7] is a paragraph number counted through the decision, 7. a printed one; both are
    those to cite. `source` is the text as it came in; on a terminal, without control characters.

    Exit code 1: a decision, or what was asked of it, is not in the archive; 3: a line of standard input is no
    reference.
    """
    from archive.cli.printing import put_all
    from archive.errors import QueryProblem, Refused
    from archive.storage.connection import database_errors, open_reader

    modes = [mode for mode, asked in zip(_MODES, (why, versions, diff, cite), strict=True) if asked]
    picking = [name for name, asked in (("--section", kinds), ("--para", paras), ("--grep", grep is not None)) if asked]
    if len(modes) > 1:
        raise QueryProblem(f"--{' and --'.join(modes)} print different things: give one of them")
    if len(picking) > 1:
        raise QueryProblem(f"{' and '.join(picking)} pick different parts: give one of them")
    if form == "source" and picking:
        raise QueryProblem(f"{picking[0]} needs paragraphs, and --format source has none: leave one of them out")
    _check_kinds(kinds)
    asked = _Asked(kinds, _numbers(paras), grep, match, everything, form, modes[0] if modes else None)
    wanted = _wanted(references)
    missing = refused = 0

    def texts() -> Iterator[str]:
        nonlocal missing, refused
        for one in wanted:
            if isinstance(one, Refused):
                refused += 1
                talk(f"refused: {one}")
                continue
            text = _shown(settings, connection, one, asked)
            if text is None:
                missing += 1
            else:
                yield text

    connection = open_reader(settings.db)
    try:
        with database_errors(settings.db):
            between = "" if form == "json" or cite else "\n"
            put_all(settings, _separated(texts(), between), paged=form == "text" and not cite)
    finally:
        connection.close()
    return REFUSED if refused else NOTHING_FOUND if missing else DONE


def _separated(texts: Iterable[str], between: str) -> Iterator[str]:
    for index, text in enumerate(texts):
        yield between + text if index else text


def _wanted(typed: tuple[str, ...]) -> Iterator[Named | Refused]:
    """The decisions that were typed, those on standard input for each -. Raises QueryProblem before the first."""
    parts: list[list[str]] = [[]]
    for word in typed:
        if word == "-":
            parts.append([])
        else:
            parts[-1].append(word)
    found = [split_references(part) for part in parts]
    return _in_order(found)


def _in_order(found: Sequence[Sequence[Named]]) -> Iterator[Named | Refused]:
    for index, part in enumerate(found):
        if index:
            yield from _lines(sys.stdin.buffer)
        yield from part


def _lines(lines: Iterable[bytes]) -> Iterator[Named | Refused]:
    """The decision that each line names; a blank line names none. A wrong line is a Refused with its number."""
    from archive.errors import Refused
    from archive.query.places import named

    for count, line in enumerate(lines, 1):
        text = line.decode("utf-8-sig" if count == 1 else "utf-8", "replace").strip()
        if text:
            one = named(text)
            reason = f"'{text[:60]}' is not a reference: give one a line, as 23 012 807"
            yield Refused("no_reference", reason, path="standard input", line=count) if one is None else one


def split_references(typed: Sequence[str]) -> list[Named]:
    """The decisions that the words of a command line name, each in one word or several. Raises QueryProblem."""
    from archive.errors import QueryProblem
    from archive.query.places import named

    found = []
    start = 0
    while start < len(typed):
        for end in range(min(len(typed), start + _MOST_PIECES), start, -1):
            one = named(" ".join(typed[start:end]))
            if one is not None:
                found.append(one)
                start = end
                break
        else:
            unread = " ".join(typed[start:])
            raise QueryProblem(f"'{unread}' is not a reference: give one as 23 012 807, 23-012-807 or 23012807")
    return found


def _numbers(typed: tuple[str, ...]) -> tuple[int, ...]:
    """`7`, `7-9`, `7,9` as numbers in order. Raises QueryProblem."""
    from archive.errors import QueryProblem

    found: set[int] = set()
    for part in ",".join(typed).split(",") if typed else ():
        first, dash, last = part.strip().replace("\u2013", "-").partition("-")
        ends = [end.strip() for end in ((first, last) if dash else (first,))]
        if not all(end.isascii() and end.isdigit() and len(end) <= 4 for end in ends):  # noqa: PLR2004 - no 10,000 paragraphs
            raise QueryProblem(f"--para {part.strip()}: give a number or a range, as 7 or 7-9")
        low, high = int(ends[0]), int(ends[-1])
        if not low <= high < low + _WIDEST_RANGE:
            raise QueryProblem(f"--para {part.strip()}: give the lower number first, and no more than {_WIDEST_RANGE}")
        found.update(range(low, high + 1))
    return tuple(sorted(found))


def _check_kinds(kinds: tuple[str, ...]) -> None:
    from archive.decision import KINDS
    from archive.errors import QueryProblem

    for kind in kinds:
        if kind not in KINDS:
            raise QueryProblem(f"no kind of section called '{kind}': choose from {', '.join(KINDS)}")


def _shown(settings: Settings, connection: sqlite3.Connection, one: Named, asked: _Asked) -> str | None:
    """What to print of one decision; None, having said so, where it, or what was asked of it, is not held."""
    from archive.storage.reader import read_decision, read_source

    if asked.mode in ("versions", "diff"):
        text = _documents(connection, one.reference, diff=asked.mode == "diff")
    elif asked.form == "source":
        source = read_source(connection, one.reference)
        text = None if source is None else _source(source)
    else:
        decision = read_decision(connection, one.reference)
        if decision is not None:
            return _decision(settings, connection, decision, _with_para(asked, one.para))
        text = None
    if text is None:
        talk(f"{one.reference} is not in this archive")
    return text


def _with_para(asked: _Asked, para: int | None) -> _Asked:
    """`asked`, of the paragraph that was typed with the reference, unless paragraphs were picked otherwise."""
    if para is None or asked.paras or asked.kinds or asked.grep is not None:
        return asked
    return asked._replace(paras=(para,))


def _documents(connection: sqlite3.Connection, reference: str, *, diff: bool) -> str | None:
    """The documents of a decision, or what changed between them; None where it is not held."""
    from archive.cli.printing import terminal_width
    from archive.output.documents import differences_of, documents_of
    from archive.storage.documents import documents_by_reference

    held = documents_by_reference(connection, reference)
    if not held:
        return None
    return differences_of(held) if diff else documents_of(reference, held, terminal_width())


def _source(text: str) -> str:
    """The text as it came, unless a terminal would obey it."""
    from archive.output.text import printable

    return printable(text) if sys.stdout.isatty() else text


def _decision(settings: Settings, connection: sqlite3.Connection, decision: Decision, asked: _Asked) -> str | None:
    """A decision, or what was picked of it, in one of the forms; None, having said so, where nothing is picked."""
    from archive.cli.printing import terminal_width
    from archive.output.citing import citation
    from archive.output.reading import View, markdown_of, text_of, why_of
    from archive.output.rows import json_line
    from archive.output.spoken import spoken_of
    from archive.query.vocabularies import reason_names
    from archive.storage.reader import read_address

    picked = _picked(connection, decision, asked)
    if picked is None:
        return None
    if asked.mode == "cite":
        return f"{citation(decision, _cited(picked) if asked.paras or asked.grep is not None else ())}\n"
    if asked.form == "json":
        return json_line(picked.to_dict())
    view = View(
        width=terminal_width(),
        color=settings.color,
        everything=asked.everything or bool(asked.kinds),
        names=reason_names(connection),
        address=read_address(connection, decision.reference),
        marked=_marked(connection, picked, asked),
        whole=None if picked is decision else decision,
    )
    if asked.mode == "why":
        return why_of(picked, view)
    if asked.form == "markdown":
        return markdown_of(picked, view.names, address=view.address)
    return spoken_of(picked, view) if settings.plain else text_of(picked, view)


def _cited(picked: Decision) -> list[int]:
    """The running numbers of an excerpt."""
    return sorted({each.para for section in picked.sections for each in section.paragraphs if each.para is not None})


def _marked(connection: sqlite3.Connection, decision: Decision, asked: _Asked) -> dict[str, str]:
    """Each text that has what was looked for, with that marked."""
    from archive.output.excerpt import texts
    from archive.query.finds import Text, finds

    words = asked.match if asked.match is not None else asked.grep
    if words is None:
        return {}
    every = [Text(kind, text) for _, kind, text in texts(decision)]
    return {every[index].words: marked for index, marked in finds(connection, every, words).marked.items()}


def _picked(connection: sqlite3.Connection, decision: Decision, asked: _Asked) -> Decision | None:
    """`decision`, or the part of it that was asked for; None, having said so, where it has none."""
    from archive.output.excerpt import of_kinds, of_paras, of_positions, texts

    if asked.kinds:
        picked = of_kinds(decision, asked.kinds)
        has = dict.fromkeys((*(["summary"] if decision.summary else []), *(s.kind for s in decision.sections)))
        lack = f"has no section {', '.join(asked.kinds)}; it has {', '.join(has)}"
    elif asked.paras:
        picked = of_paras(decision, asked.paras)
        lack = _no_para(decision, asked.paras)
    elif asked.grep is not None:
        from archive.query.finds import Text, finds

        every = texts(decision)
        answers = finds(connection, [Text(kind, text) for _, kind, text in every], asked.grep).answers
        found = {every[index][0] for index in answers}
        picked = of_positions(decision, {each for each in found if each is not None}, summary=None in found)
        lack = f"has no paragraph with {asked.grep}"
    else:
        return decision
    if picked.sections or picked.summary is not None:
        return picked
    talk(f"{decision.reference} {lack}")
    return None


def _no_para(decision: Decision, paras: Sequence[int]) -> str:
    numbers = [each.para for section in decision.sections for each in section.paragraphs if each.para is not None]
    asked = ", ".join(map(str, paras))
    if not numbers:
        return f"has no paragraph {asked}: this copy has lost the numbers"
    return f"has no paragraph {asked}; its numbers go from {min(numbers)} to {max(numbers)}"
