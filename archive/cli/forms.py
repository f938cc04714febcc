"""How a command prints what it has, as it was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive.output.form import Form


def form_of(values: dict[str, Any]) -> Form:
    """The Form that the options of `formats` make, which are taken out of `values`.

    `archive.cli.printing.fitted` puts what the terminal is like into it.
    """
    from archive.output.form import Form

    null = values.pop("null", False)
    name, fields, safe = values.pop("form_name"), split_fields(values.pop("fields")), values.pop("safe_csv")
    return Form("refs" if null else name, fields=fields, safe=safe, null=null)


def split_fields(typed: str | None) -> tuple[str, ...] | None:
    """The names in `reference, council`; None where nothing was typed."""
    return None if typed is None else tuple(name.strip() for name in typed.split(","))
