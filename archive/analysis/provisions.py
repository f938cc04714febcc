"""Lists of provisions as printed after or before an Act: `sections 34B(8) and (9)`, `Schedule 5/5A, paragraph 1/3`."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r"\s*(?:"
    r"(?P<unit>[Ss]ections?|[Ss]chedules?|[Pp]aragraphs?|[Pp]aras?|[Rr]egulations?|[Aa]rticles?|[Pp]arts?|[Ss]ch"
    r"|[Rr]egs?|ss?)"
    r"\.?(?=\s?\d)"
    r"|(?P<number>\d{1,4}(?:\s?[A-Z]{1,2}(?![a-zA-Z])"
    r"|[a-z](?![a-zA-Z]))?)(?P<subs>(?:\s?\((?:[0-9A-Za-z]{1,4}(?:(?:,| and| or|-) ?\d{1,2})*)\))*)"
    r"(?P<dot>\.\d+)?(?P<tail>(?<=\))\d{1,2})?"
    r"|(?P<more>\([0-9A-Za-z]{1,4}\))"
    r"|(?P<join>,|/|&|and\b|or\b|to\b|of\b|-|–)"
    r"|(?P<amended>as amended|\(as amended\))"
    r")"
)
_SUB: Final = re.compile(r"\(([^()]*)\)")
_LIST: Final = re.compile(r",| and | or |-")
_KINDS: Final = {"sec": "s", "s": "s", "ss": "s", "sch": "Sch", "par": "para", "reg": "reg", "art": "art"}


class Provision(NamedTuple):
    """A provision in normal form. `repaired` says that it mends a slip in what is printed."""

    normal: str
    repaired: bool


class _Part(NamedTuple):
    """One number of a list with its unit: `s`, `Sch`, `para`, `reg`, `art` or `part`."""

    unit: str
    number: str
    repaired: bool


def read_list(text: str, at: int) -> tuple[list[Provision], int]:
    """The provisions of the list that begins at `at` (a comma may stand before it), and where the list ends.

    The list is empty, and ends at `at`, where no unit stands there.
    """
    parts: list[_Part] = []
    unit: str | None = None
    end = at
    place = at
    while token := _TOKEN.match(text, place):
        place = token.end()
        if token["unit"]:
            unit = _unit(token["unit"])
        elif token["number"]:
            if unit is None:
                break
            parts += _numbers(unit, token)
            end = place
        elif token["more"]:
            if not parts:
                break
            base = parts[-1].number.partition("(")[0]
            parts.append(_Part(parts[-1].unit, base + token["more"], parts[-1].repaired))
            end = place
        elif token["amended"]:
            if not parts:
                break
            end = place
        elif unit is None and token["join"] != ",":
            break
    return _put_together(parts), end


def _unit(printed: str) -> str:
    lowered = printed.lower()
    if lowered.startswith("part"):
        return "part"
    return _KINDS.get(lowered) or _KINDS[lowered[:3]]


def _numbers(unit: str, token: re.Match[str]) -> list[_Part]:
    """The parts that one number with its brackets stands for: `34H(3 and 4)` is two."""
    number = token["number"].replace(" ", "").upper()
    subs = [sub.strip() for sub in _SUB.findall(token["subs"] or "")]
    repaired = False
    if unit == "s" and subs and number.isdigit() and len(subs[0]) == 1 and subs[0].isupper():
        number += subs.pop(0)
        repaired = True
    if token["tail"]:
        subs.append(token["tail"])
        repaired = True
    if unit == "s" and subs and subs[0] == "i":
        subs[0] = "1"
        repaired = True
    if token["dot"]:
        if unit != "Sch":
            return [_Part(unit, number, repaired)]
        return [_Part(unit, number, repaired=True), _Part("para", token["dot"][1:], repaired=True)]
    if subs and _LIST.search(subs[-1]):
        *firm, last = subs
        head = number + "".join(f"({sub})" for sub in firm)
        return [_Part(unit, f"{head}({item.strip()})", repaired) for item in _LIST.split(last) if item.strip()]
    return [_Part(unit, number + "".join(f"({sub})" for sub in subs), repaired)]


def _put_together(parts: list[_Part]) -> list[Provision]:
    """The provisions that the parts are: paragraphs go with the schedules of the list, pair by pair where as many."""
    schedules = [part for part in parts if part.unit == "Sch"]
    paragraphs = [part for part in parts if part.unit == "para"]
    found: list[Provision] = []
    if schedules and paragraphs:
        if len(schedules) == len(paragraphs):
            pairs = list(zip(schedules, paragraphs, strict=True))
        else:
            pairs = [(schedule, paragraph) for schedule in schedules for paragraph in paragraphs]
        found += [
            Provision(f"Sch {schedule.number} para {paragraph.number}", schedule.repaired or paragraph.repaired)
            for schedule, paragraph in pairs
        ]
    elif schedules:
        found += [Provision(f"Sch {schedule.number}", schedule.repaired) for schedule in schedules]
    for part in parts:
        if part.unit == "s":
            found.append(Provision(f"s{part.number}", part.repaired))
        elif part.unit in ("reg", "art"):
            found.append(Provision(f"{part.unit} {part.number}", part.repaired))
        elif part.unit == "part":
            found.append(Provision(f"Part {part.number}", part.repaired))
    return list(dict.fromkeys(found))
