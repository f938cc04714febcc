"""The same texts in tantivy, and the same questions put to it: as a library, and as the small script that one writes.

python tests/bench/tantivy_peer.py INDEX QUERY     the script: total, twenty best and their snippets, as JSON
"""

from __future__ import annotations

import json
import shutil
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from bench.queries import Asked

TOP: Final = 20
MEMORY: Final = 256 << 20
THREADS: Final = 2
_TEXT: Final = (
    "SELECT s.id, s.title, coalesce(s.summary, ''), concat_all, coalesce(c.name, ''), coalesce(k.title, ''),"
    " coalesce(o.name, ''), coalesce(CAST(replace(d.decision_date, '-', '') AS INTEGER), 0)"
    " FROM (SELECT *, coalesce(title, '') || char(10) || coalesce(summary, '') || char(10) || coalesce(complaint, '')"
    " || char(10) || coalesce(scope, '') || char(10) || coalesce(law, '') || char(10) || coalesce(assessment, '')"
    " || char(10) || coalesce(action, '') || char(10) || coalesce(decision, '') || char(10) || coalesce(other, '')"
    " AS concat_all FROM decision_fts_source) s JOIN decisions d ON d.id = s.id"
    " LEFT JOIN councils c ON c.id = d.council_id LEFT JOIN categories k ON k.id = d.category_id"
    " LEFT JOIN outcomes o ON o.id = d.outcome_id"
)


def build(connection: sqlite3.Connection, folder: Path) -> None:
    """Make an index of the indexed texts of an archive in `folder`, anew."""
    import tantivy

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    schema = tantivy.SchemaBuilder().add_text_field("text", stored=True, tokenizer_name="en_stem")
    schema.add_text_field("title", stored=True, tokenizer_name="raw")
    for name in ("council", "category", "outcome"):
        schema.add_text_field(name, tokenizer_name="raw", index_option="basic")
    schema.add_integer_field("day", indexed=True, fast=True)
    index = tantivy.Index(schema.build(), path=str(folder))
    writer = index.writer(MEMORY, THREADS)
    for _, title, _, text, council, category, outcome, day in connection.execute(_TEXT):
        fields = {"text": text, "title": title, "council": council, "category": category, "outcome": outcome}
        writer.add_document(tantivy.Document(**fields, day=day))
    writer.commit()
    writer.wait_merging_threads()


class Searcher:
    """An index, open."""

    def __init__(self, folder: Path | str) -> None:
        import tantivy

        self.tantivy = tantivy
        self.index = tantivy.Index.open(str(folder))
        self.searcher: Any = self.index.searcher()

    def find(self, query: Any, *, newest: bool = False) -> tuple[int, list[tuple[str, str]]]:  # noqa: ANN401 - tantivy's
        """How many there are, and the best twenty: title and marked snippet of each."""
        found = self.searcher.search(query, TOP, count=True, order_by_field="day" if newest else None)
        snippets = self.tantivy.SnippetGenerator.create(self.searcher, query, self.index.schema, "text")
        snippets.set_max_num_chars(250)
        hits = []
        for _, address in found.hits:
            document = self.searcher.doc(address)
            hits.append((document["title"][0], snippets.snippet_from_doc(document).to_html()))
        return found.count, hits

    def parsed(self, words: str) -> Any:  # noqa: ANN401 - tantivy's
        """A query in tantivy's own language."""
        return self.index.parse_query(words, ["text"])

    def query(self, asked: Asked) -> Any:  # noqa: ANN401 - tantivy's
        """A question as a query of tantivy."""
        query, occur = self.tantivy.Query, self.tantivy.Occur
        schema = self.index.schema
        parts = [(occur.Must, self.parsed(word)) for word in asked.must]
        if asked.phrase:
            parts.append((occur.Must, self.parsed(f'"{asked.phrase}"')))
        if asked.any_of:
            parts.append((occur.Must, self.parsed(" OR ".join(asked.any_of))))
        if asked.prefix:
            parts.append((occur.Must, query.regex_query(schema, "text", f"{asked.prefix}.*")))
        parts += [(occur.MustNot, self.parsed(word)) for word in asked.without]
        for field in ("council", "category", "outcome"):
            if value := getattr(asked, field):
                parts.append((occur.Must, query.term_query(schema, field, value, "basic")))
        if asked.since or asked.until:
            low = int(asked.since.strftime("%Y%m%d")) if asked.since else 0
            high = int(asked.until.strftime("%Y%m%d")) if asked.until else 99991231
            day = query.range_query(schema, "day", self.tantivy.FieldType.Integer, low, high)
            parts.append((occur.Must, day))
        return parts[0][1] if len(parts) == 1 else query.boolean_query(parts)


if __name__ == "__main__":
    search = Searcher(sys.argv[1])
    total, hits = search.find(search.parsed(sys.argv[2]))
    sys.stdout.write(json.dumps({"total": total, "results": hits}) + "\n")
