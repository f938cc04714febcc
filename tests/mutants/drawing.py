"""The mutants that cosmic-ray can make of the program, and a draw of them by a seed.

Left out by rule, for nothing that a reader of the program's answers could see hangs on them:

- annotations, `__all__`, and `if TYPE_CHECKING:` with all inside it;
- the bare `*` and `/` of a signature, which only say how arguments are passed;
- what Python itself warns of when it compiles a module (`is` with a literal), for warnings are errors in the tests;
- decorators that remember (`cache`, `lru_cache`) and their sizes, which change what an answer costs and no answer;
- what is no Python any more.

Texts, so docstrings and wordings too, are never changed by cosmic-ray. Every other mutant counts, even where nobody can
tell it from the program. A draw takes one mutant of each place before it takes a second of any: cosmic-ray makes eleven
of each `+` and two of each number. A place is known by the words of its line and not by its number, so that work
elsewhere in a file leaves a draw as it was.
"""

from __future__ import annotations

import ast
import hashlib
import warnings
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SCOPE = (
    "archive/parsing",
    "archive/analysis",
    "archive/query/language.py",
    "archive/query/tokens.py",
    "archive/query/fields.py",
)
"""What is mutated: folders and files."""
REMEMBERING = ("cache", "lru_cache", "functools.cache", "functools.lru_cache", "cached_property")

Position = tuple[int, int]
Span = tuple[Position, Position]


class Change(NamedTuple):
    """What cosmic-ray can do at a place: `operator` at its `occurrence` in `file`; it begins at `line` and `column`."""

    file: str
    line: int
    column: int
    operator: str
    occurrence: int
    key: str
    """What names the place, whatever stands above it in the file."""


class Mutant(NamedTuple):
    """A change, the module that it gives, and the line that it changes, `before` and `after`."""

    change: Change
    source: str
    before: str
    after: str

    def row(self) -> dict[str, str]:
        """What is written down of it: the same wherever the line stands now."""
        return {"file": self.change.file, "operator": self.change.operator, "before": self.before, "after": self.after}

    def __str__(self) -> str:
        return f"{self.change.file}:{self.change.line}\n    - {self.before}\n    + {self.after}"


def files(root: Path) -> list[str]:
    """The files in SCOPE, from `root`."""
    found: list[str] = []
    for name in SCOPE:
        path = root / name
        found += [name] if path.is_file() else sorted(str(each.relative_to(root)) for each in path.rglob("*.py"))
    return found


def left_out(source: str) -> list[Span]:
    """The stretches of a module in which nothing is mutated; see the rules above."""
    return [span for node in ast.walk(ast.parse(source)) for span in _left_out_of(node)]


def _left_out_of(node: ast.AST) -> Iterator[Span]:
    match node:
        case ast.AnnAssign(annotation=said) | ast.arg(annotation=ast.expr() as said):
            yield _span(said)
        case ast.FunctionDef(returns=said, decorator_list=decorators):
            if said is not None:
                yield _span(said)
            for each in filter(_remembers, decorators):
                (line, column), end = _span(each)
                yield (line, column - 1), end  # the sign before it
        case ast.Call() if _remembers(node):
            yield _span(node)
        case ast.If(test=ast.Name("TYPE_CHECKING")) | ast.Assign(targets=[ast.Name("__all__")]):
            yield _span(node)


def _span(node: ast.expr | ast.stmt) -> Span:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)


def _remembers(node: ast.expr) -> bool:
    return ast.unparse(node.func if isinstance(node, ast.Call) else node) in REMEMBERING


def changes(source: str, file: str) -> Iterator[Change]:
    """All changes of a module that the rules leave; some give no Python that compiles."""
    lines = source.splitlines()
    spans = left_out(source)
    seen: Counter[tuple[str, int]] = Counter()
    names: dict[Position, str] = {}
    for operator, occurrence, start in _all(source):
        if any(begin <= start < end for begin, end in spans):
            continue
        if start not in names:
            text = lines[start[0] - 1]
            place = text.strip(), start[1] - (len(text) - len(text.lstrip()))
            names[start] = f"{file}|{place[0]}|{place[1]}|{seen[place]}"
            seen[place] += 1
        yield Change(file, *start, operator, occurrence, names[start])


def _all(source: str) -> Iterator[tuple[str, int, Position]]:
    """Operator, occurrence and place of each change that cosmic-ray knows, the signs of signatures apart."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator, operator_names

    nodes = list(ast_nodes(get_ast(source)))
    for name in operator_names():
        if name.endswith(("/VariableReplacer", "/VariableInserter")):  # these want the name of a variable
            continue
        operator = get_operator(name)()
        occurrence = 0
        for node in nodes:
            for start, _ in operator.mutation_positions(node):
                if node.type != "operator" or node.parent.type != "parameters":
                    yield name, occurrence, start
                occurrence += 1


def made(source: str, change: Change) -> Mutant | None:
    """The mutant that a change of `source` gives; None where Python refuses it or warns of it."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    changed: str = mutate_code(source, get_operator(change.operator)(), change.occurrence)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            compile(changed, change.file, "exec", dont_inherit=True)
    except SyntaxError:
        return None
    pairs = zip(source.splitlines(), changed.splitlines(), strict=False)
    before, after = next(((old, new) for old, new in pairs if old != new), (source, changed))
    return Mutant(change, changed, before.strip(), after.strip())


def drawn(found: Iterable[Change], seed: int) -> list[Change]:
    """The changes in the order of the draw: of each place one before a second of any."""
    by_place: dict[str, list[Change]] = {}
    for change in found:
        by_place.setdefault(change.key, []).append(change)
    ranked: list[tuple[int, str, Change]] = []
    for key, here in by_place.items():
        numbered = sorted((_hash(f"{seed}|{key}|{number}"), change) for number, change in enumerate(here))
        ranked += [(turn, _hash(f"{seed}|{key}"), change) for turn, (_, change) in enumerate(numbered)]
    return [change for _, _, change in sorted(ranked)]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def draw(root: Path, count: int, seed: int) -> list[Mutant]:
    """The first `count` mutants of a draw from SCOPE."""
    sources = {file: (root / file).read_text(encoding="utf-8") for file in files(root)}
    order = drawn((change for file, source in sources.items() for change in changes(source, file)), seed)
    mutants = (made(sources[change.file], change) for change in order)
    return list(islice((mutant for mutant in mutants if mutant is not None), count))
