"""A folder that `lgsco datasette` wrote, asked through Datasette's own client: no socket, any Datasette installed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from pathlib import Path


class Answer(NamedTuple):
    """What came back from an address."""

    status: int
    text: str
    headers: dict[str, str]

    @property
    def tree(self) -> LexborHTMLParser:
        """The page, parsed."""
        return LexborHTMLParser(self.text)

    def words(self, selector: str = "main") -> str:
        """The text of the first element that `selector` finds, every run of white space one space."""
        found = self.tree.css_first(selector)
        assert found is not None, f"nothing is {selector}"
        return " ".join(found.text().split())

    def cells(self, selector: str) -> list[str]:
        """The texts of the cells of the first row that `selector` finds."""
        row = self.tree.css_first(selector)
        assert row is not None, f"nothing is {selector}"
        return [" ".join(cell.text().split()) for cell in row.css("th, td")]

    def links(self, selector: str = "a") -> list[str]:
        """Where the links that `selector` finds lead."""
        return [str(node.attributes["href"]) for node in self.tree.css(selector) if node.attributes.get("href")]


def ask(folder: Path, *addresses: str, **options: Any) -> list[Answer]:  # noqa: ANN401 - Datasette's own options
    """What a Datasette that opened `folder` answers to each address. `options` go to Datasette."""
    from datasette.app import Datasette

    async def asked() -> list[Answer]:
        server = Datasette(config_dir=folder, **options)
        try:
            await server.invoke_startup()
            answers = [await server.client.get(address) for address in addresses]
            return [Answer(each.status_code, each.text, dict(each.headers)) for each in answers]
        finally:
            server.executor.shutdown()
            for database in server.databases.values():
                database.close()

    return asyncio.run(asked())


def one(folder: Path, address: str, **options: Any) -> Answer:  # noqa: ANN401
    """The answer to one address."""
    (answer,) = ask(folder, address, **options)
    return answer
