"""The line of a search read without click: importing it takes longer than most searches.

Only what can mean but one thing is read here: words, and options as SEARCH has them, each whole and with its value. All
else (an abbreviation, a mistake, `--`, --help) is left to click, which says what is wrong with it.
"""

from __future__ import annotations

import os
from typing import Any, Final

from archive.cli.options import SEARCH, Option

_BY_NAME: Final = {typed: option for option in SEARCH for typed in option.typed}
_VARIABLES: Final = ("_LGSCO_COMPLETE", *(option.env for option in SEARCH if option.flag and option.env))
"""With one of these set it is for click to say what they mean."""
_MOST_DIGITS: Final = 9
"""Python reads no number of some thousands of digits, and nobody means one."""


def values_of(arguments: list[str]) -> dict[str, Any] | None:
    """The words and the value of every option of SEARCH, by name, as click gives them; None where that is for click."""
    if any(variable in os.environ for variable in _VARIABLES):
        return None
    words: list[str] = []
    given: dict[str, Any] = {}
    by: dict[str, Option] = {}
    waiting = iter(arguments)
    for argument in waiting:
        if not argument.startswith("-"):
            words.append(argument)
            continue
        typed, _, value = argument.partition("=")
        option = _BY_NAME.get(typed)
        # Of two options with one name it is for click to say which counts.
        if option is None or by.setdefault(option.name, option) is not option:
            return None
        if option.flag or option.value is not None:
            found: str | int | None = (option.value or True) if argument == typed else None
        else:
            found = _read(option, next(waiting, "-") if argument == typed else value)
        if found is None:
            return None
        given[option.name] = (*given.get(option.name, ()), found) if option.many else found
    return {"words": tuple(words)} | _unset() | given


def _read(option: Option, value: str) -> str | int | None:
    """The value of an option that takes one; None where it has none such."""
    if value.startswith("-") or (option.choices and value not in option.choices):
        return None
    if option.whole:
        return int(value) if value.isdecimal() and len(value) <= _MOST_DIGITS else None
    return value


def _unset() -> dict[str, Any]:
    """What the options are that are not given. Of two with one name the first says."""
    unset: dict[str, Any] = {}
    for option in SEARCH:
        value = () if option.many else False if option.flag and option.default is None else option.default
        if option.env is not None and not option.flag:
            value = os.environ.get(option.env) or value
        unset.setdefault(option.name, value)
    return unset
