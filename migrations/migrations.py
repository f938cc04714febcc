"""The schema of the archive, as one set of sqlite-utils migrations.

The program applies these; so does `sqlite-utils migrate archive.db migrations`. Nothing of `archive` is imported, and
the reference rows (reasons, councils, categories, outcomes) are loaded by the program, not here.

Rules the SQL keeps, each for a client that was tried:
no STRICT, no generated columns, no window functions, no `->>`: SQLite 3.28 must open the file and answer every view;
foreign keys name their column, wanted labels have their own UNIQUE, full-text content stands in double quotes: Datasette;
no view over the FTS table and no trigger: clients without FTS5 must read everything else;
views in the words that DuckDB knows too, for it runs them itself: no `char(10)`, no `a IS b`, nothing selected that is
neither grouped nor counted; LEFT JOIN keeps the order of tables, which CROSS JOIN ... ON would in SQLite alone;
comments inside the brackets: SQLite keeps them, so every client shows them. `--!` is of the table, `---` of the column.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("lgsco-archive")

APPLICATION_ID = 0x4C475343
"""`LGSC`: how `file` and the program tell an archive from another SQLite file."""


@migrations()
def m001_first_schema(db: Database) -> None:
    """Councils, categories, outcomes, decisions with their text as spans of the documents, and the index."""
    db.executescript(_M001)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@migrations()
def m002_views_for_readers(db: Database) -> None:
    """Views for the common questions, the indexes they run on, and a name for each document.

    A file made before documents had names keeps its rows as they are, for they hold the text: their names stay null.
    """
    if "name" not in db.table("documents").columns_dict:
        db.execute("ALTER TABLE documents ADD COLUMN name TEXT")
    db.executescript(_M002)
    db.execute("PRAGMA user_version = 2")


@migrations()
def m003_carriers(db: Database) -> None:
    """What a file stated beside its text, without which records and PDFs could not be read again."""
    db.executescript(_M003)
    db.execute("PRAGMA user_version = 3")


@migrations()
def m004_files(db: Database) -> None:
    """Files read before, so that a later run passes over what has not changed."""
    db.executescript(_M004)
    db.execute("PRAGMA user_version = 4")


@migrations()
def m005_facets(db: Database) -> None:
    """Council, category and outcome as words of the index, so that a filter costs no more than a word.

    The index is built anew, which takes some ten seconds for ten thousand decisions.
    """
    db.executescript(_M005)
    db.execute("INSERT INTO decisions_fts(decisions_fts, rank) VALUES ('hashsize', 67108864)")
    db.execute("INSERT INTO decisions_fts(decisions_fts) VALUES ('rebuild')")
    db.execute("INSERT INTO decisions_fts(decisions_fts, rank) VALUES ('hashsize', 1048576)")
    db.execute("PRAGMA user_version = 5")


_M001 = """
CREATE TABLE archive_info (
  --! Facts about this file: who made it, the acknowledgement its re-use asks for, versions of what it was made with.
  key TEXT NOT NULL PRIMARY KEY, --- Name of the fact
  value TEXT NOT NULL --- The fact, as text
) WITHOUT ROWID;

CREATE TABLE councils (
  --! Every body in the Ombudsman's jurisdiction that is known here: councils past and present, and any other body a decision names.
  id INTEGER PRIMARY KEY, --- Internal
  name TEXT NOT NULL UNIQUE, --- The usual full name
  key TEXT NOT NULL UNIQUE, --- A short stable key: thurrock, somerset-county
  kind TEXT NOT NULL DEFAULT 'unknown', --- county, district, unitary, metropolitan_district, london_borough, ...; unknown where no rule says
  region TEXT, --- English region, for local authorities
  county TEXT, --- The county council of a district, by key
  code TEXT, --- GSS code where there is one
  valid_from TEXT, --- First day of the body, ISO, where known
  valid_to TEXT, --- Last day of a body that is no more, ISO
  known INTEGER NOT NULL DEFAULT 0 CHECK (known IN (0, 1)) --- 1: from the shipped register; 0: met first in a decision
);

CREATE TABLE council_aliases (
  --! Names under which a body is found, folded: lower case, & as and, no punctuation, no final "council".
  alias TEXT NOT NULL, --- The folded name
  council_id INTEGER NOT NULL REFERENCES councils(id), --- The body it may mean: one name can mean several
  PRIMARY KEY (alias, council_id)
) WITHOUT ROWID;
CREATE INDEX council_aliases_council_id ON council_aliases(council_id);

CREATE TABLE council_successions (
  --! Which body took over from which, and when.
  predecessor_id INTEGER NOT NULL REFERENCES councils(id), --- The body that is no more, or that gave functions away
  successor_id INTEGER NOT NULL REFERENCES councils(id), --- The body that took over
  date TEXT, --- The day of the change, ISO
  PRIMARY KEY (predecessor_id, successor_id)
) WITHOUT ROWID;
CREATE INDEX council_successions_successor_id ON council_successions(successor_id);

CREATE TABLE categories (
  --! The Ombudsman's own two levels of subject. "Other" exists under most categories, so the title is the full path.
  id INTEGER PRIMARY KEY, --- Internal
  title TEXT NOT NULL UNIQUE, --- Education > School transport
  name TEXT NOT NULL, --- School transport
  slug TEXT NOT NULL UNIQUE, --- education/school-transport, as in addresses
  parent_id INTEGER REFERENCES categories(id), --- The category of a subcategory
  known INTEGER NOT NULL DEFAULT 0 CHECK (known IN (0, 1)) --- 1: from the shipped list; 0: met first in a decision
);
CREATE INDEX categories_parent_id ON categories(parent_id);

CREATE TABLE outcomes (
  --! The three values of the "Decision" line. A decision without that line has none.
  id INTEGER PRIMARY KEY, --- Internal
  name TEXT NOT NULL UNIQUE, --- Upheld, Not upheld, Closed after initial enquiries
  slug TEXT NOT NULL UNIQUE --- upheld, not-upheld, closed-after-initial-enquiries
);

CREATE TABLE reasons (
  --! Grounds on which complaints are declined, and findings made: why a decision ends as it does.
  id INTEGER PRIMARY KEY, --- Internal
  code TEXT NOT NULL UNIQUE, --- A short stable name: insufficient_fault
  name TEXT NOT NULL UNIQUE, --- The reason in a few words
  gate TEXT NOT NULL, --- JA: the law prevents; JD: the law prevents, with discretion; D: discretion; F: finding; X: administrative
  test TEXT, --- The Ombudsman's own test: Public interest, Injustice, Fault, Remedy; or Jurisdiction, Finding
  provision TEXT --- Where the law stands
);

CREATE TABLE decisions (
  --! One row a decision. The text is in sections and paragraphs; summary and header fields are here.
  id INTEGER PRIMARY KEY, --- Internal; in order of date; may change. Quote the reference, never this
  reference TEXT NOT NULL UNIQUE CHECK (typeof(reference) = 'text'), --- YY NNN NNN, with a letter in joint cases
  title TEXT NOT NULL UNIQUE, --- Body as printed and reference
  council_id INTEGER REFERENCES councils(id), --- The body complained about; null where the document names none
  category_id INTEGER REFERENCES categories(id), --- Subject, the narrowest stated
  outcome_id INTEGER REFERENCES outcomes(id), --- As in the header; null where the copy has no header
  decision_date TEXT CHECK (decision_date IS NULL OR decision_date GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), --- ISO; null where not stated
  decision_year INTEGER, --- Year of decision_date
  document_type TEXT, --- statement or report
  disposition TEXT, --- Derived: declined, early_remedy, fault, no_fault, discontinued, mixed
  compliance_date TEXT, --- When the Ombudsman was satisfied with the response (old reports), ISO
  url TEXT, --- The decision's address on the Ombudsman's site
  url_derived INTEGER NOT NULL DEFAULT 0 CHECK (url_derived IN (0, 1)), --- 1: put together from category and reference, not read
  summary TEXT --- As printed
);
CREATE INDEX decisions_council_id ON decisions(council_id, decision_date);
CREATE INDEX decisions_category_id ON decisions(category_id, decision_date);
CREATE INDEX decisions_outcome_id ON decisions(outcome_id);
CREATE INDEX decisions_decision_date ON decisions(decision_date);
CREATE INDEX decisions_decision_year ON decisions(decision_year);

CREATE TABLE documents (
  --! One row for each distinct content that came in, with the text as it came. Earlier versions stay.
  id INTEGER PRIMARY KEY, --- Internal; in order of arrival
  decision_id INTEGER NOT NULL REFERENCES decisions(id), --- The decision it is a copy of, or a chapter
  is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)), --- 1: the decision's sections are read from this
  chapter INTEGER, --- Of a report that came in chapters; null for a whole decision
  decision_date TEXT, --- The date this document states, ISO
  path TEXT NOT NULL, --- The file it came from
  format TEXT NOT NULL, --- text, html, json, pdf
  sha256 TEXT NOT NULL, --- Of the bytes
  bytes INTEGER NOT NULL, --- Length of the file
  retrieved_at TEXT, --- When it was fetched from the site, where the carrier says; ISO, UTC
  ingested_at TEXT NOT NULL, --- ISO, UTC
  url TEXT, --- The address it was fetched from, where the carrier or the folder says
  parser INTEGER NOT NULL, --- Version of the reading rules that last read it
  text_hash TEXT, --- Of the words of summary and paragraphs: finds the same text under another reference
  text TEXT NOT NULL, --- Decoded text as it came; a NUL is replaced by U+FFFD
  name TEXT --- The file's name without its folders: what other tables show for this row; null where an older version stored it
);
CREATE INDEX documents_decision_id ON documents(decision_id);
CREATE INDEX documents_sha256 ON documents(sha256);
CREATE INDEX documents_text_hash ON documents(text_hash);

CREATE TABLE sections (
  --! The sections of each decision, headings as printed.
  decision_id INTEGER NOT NULL REFERENCES decisions(id), --- The decision it belongs to
  position INTEGER NOT NULL, --- From 1
  kind TEXT NOT NULL, --- complaint, scope, powers, considered, law, assessment, action, decision, other
  heading TEXT, --- Null where it is lost
  document_id INTEGER NOT NULL REFERENCES documents(id), --- The document its paragraphs are spans of
  PRIMARY KEY (decision_id, position)
) WITHOUT ROWID;
CREATE INDEX sections_document_id ON sections(document_id);

CREATE TABLE paragraph_spans (
  --! Where each paragraph stands in its document. Read the view "paragraphs" for the words.
  decision_id INTEGER NOT NULL REFERENCES decisions(id), --- The decision it belongs to
  position INTEGER NOT NULL, --- Through the whole decision, from 1
  section INTEGER NOT NULL, --- Position of its section
  number TEXT, --- As printed: 1, a, iv; null where none is
  marker TEXT, --- As printed: 1., -, (a)
  level INTEGER NOT NULL, --- 0: outermost
  para INTEGER, --- Running paragraph number, the one to cite
  para_counted INTEGER NOT NULL, --- 1: counted, the numbers restart in the copy; 0: printed
  line INTEGER NOT NULL, --- Line of the document
  start INTEGER, --- First character in the document's text, from 0
  length INTEGER, --- In characters
  text TEXT, --- Only where the words do not stand together in the document
  PRIMARY KEY (decision_id, position)
) WITHOUT ROWID;

CREATE TABLE decision_reasons (
  --! Why a decision ended as it did: each ground or finding, its role, and the words it was read from. Derived.
  id INTEGER PRIMARY KEY, --- Internal
  decision_id INTEGER NOT NULL REFERENCES decisions(id), --- The decision
  reason_id INTEGER NOT NULL REFERENCES reasons(id), --- The ground or finding
  role TEXT NOT NULL, --- primary (final decision), stated (summary), reasoned (assessment): relied on; cited (powers only); considered_and_rejected
  uncited INTEGER NOT NULL DEFAULT 0, --- 1: relied on although the powers section does not name it
  section TEXT NOT NULL, --- Kind of section
  paragraph INTEGER, --- Position; null for the summary
  quote TEXT NOT NULL --- Letter for letter
);
CREATE INDEX decision_reasons_decision_id ON decision_reasons(decision_id);
CREATE INDEX decision_reasons_reason_id ON decision_reasons(reason_id, role);

CREATE TABLE citations (
  --! Provisions and cases named in the text. Derived.
  id INTEGER PRIMARY KEY, --- Internal
  decision_id INTEGER NOT NULL REFERENCES decisions(id), --- The decision
  act TEXT NOT NULL, --- Act, regulations or case: Local Government Act 1974
  provision TEXT, --- s24A(6), Sch 5 para 1
  section TEXT NOT NULL, --- Kind of section
  paragraph INTEGER, --- Position; null for the summary
  raw TEXT NOT NULL, --- As printed
  repaired INTEGER NOT NULL DEFAULT 0 --- 1: provision mends a slip in the text
);
CREATE INDEX citations_decision_id ON citations(decision_id);
CREATE INDEX citations_act ON citations(act, provision);

CREATE TABLE remedies (
  --! What was agreed, recommended, offered or paid. Derived.
  id INTEGER PRIMARY KEY, --- Internal
  decision_id INTEGER NOT NULL REFERENCES decisions(id), --- The decision
  kind TEXT NOT NULL, --- payment, apology, action, service_improvement, ...
  amount_pence INTEGER, --- Of payments, where a sum is stated
  basis TEXT, --- fixed, per_month, per_term, total
  purpose TEXT, --- What a payment is for, as worded
  payee TEXT, --- Who is paid, as worded
  status TEXT NOT NULL, --- agreed, recommended, already_paid, offered_before
  due TEXT, --- As worded
  due_on TEXT, --- ISO, where the decision date fixes it
  section TEXT NOT NULL, --- Kind of section
  paragraph INTEGER, --- Position; null for the summary
  quote TEXT NOT NULL --- Letter for letter
);
CREATE INDEX remedies_decision_id ON remedies(decision_id);
CREATE INDEX remedies_amount_pence ON remedies(amount_pence);

CREATE TABLE related_decisions (
  --! Other decisions that a decision refers to, or shares its text with.
  decision_id INTEGER NOT NULL REFERENCES decisions(id), --- The decision that refers to the other
  related_reference TEXT NOT NULL, --- May or may not be in this archive
  relation TEXT NOT NULL, --- named: in the text; same_text: a sibling with the same words
  PRIMARY KEY (decision_id, related_reference, relation)
) WITHOUT ROWID;
CREATE INDEX related_decisions_related_reference ON related_decisions(related_reference);

CREATE TABLE problems (
  --! What reading a document met: each with its line.
  id INTEGER PRIMARY KEY, --- Internal
  document_id INTEGER NOT NULL REFERENCES documents(id), --- The document being read
  line INTEGER, --- From 1; null where no one line is to blame
  code TEXT NOT NULL, --- The kind of problem: unknown_heading
  message TEXT NOT NULL --- What was met, in a sentence
);
CREATE INDEX problems_document_id ON problems(document_id);
CREATE INDEX problems_code ON problems(code);

CREATE TABLE words (
  --! Every word of the indexed text, unstemmed: what prefixes and spelling suggestions are looked up in.
  word TEXT NOT NULL PRIMARY KEY --- In lower case, accents folded
) WITHOUT ROWID;

CREATE VIEW paragraphs AS
SELECT p.decision_id, p.position, s.kind AS section, s.heading, p.number, p.marker, p.level, p.para, p.para_counted, p.line,
  CASE WHEN p.text IS NULL THEN substr(d.text, p.start + 1, p.length) ELSE p.text END AS text
FROM paragraph_spans p
JOIN sections s ON s.decision_id = p.decision_id AND s.position = p.section
JOIN documents d ON d.id = s.document_id;

CREATE VIEW decision_fts_source AS
SELECT d.id, d.title, d.summary,
  (SELECT group_concat(p.text, char(10)) FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'complaint') AS complaint,
  (SELECT group_concat(p.text, char(10)) FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'scope') AS scope,
  (SELECT group_concat(p.text, char(10)) FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'law') AS law,
  (SELECT group_concat(p.text, char(10)) FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'assessment') AS assessment,
  (SELECT group_concat(p.text, char(10)) FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'action') AS action,
  (SELECT group_concat(p.text, char(10)) FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'decision') AS decision,
  (SELECT group_concat(p.text, char(10)) FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'other') AS other
FROM decisions d;

CREATE VIRTUAL TABLE decisions_fts USING fts5(
  --! The full-text index, an FTS5 table: its rowid is the id of a decision. It holds no text of its own.
  title, --- Body as printed and reference
  summary, --- As printed
  complaint, --- What the complaint was
  scope, --- What was and was not investigated
  law, --- Legal and administrative background
  assessment, --- What was found
  action, --- What was agreed or recommended
  decision, --- The final decision
  other, --- Sections under other headings
  content="decision_fts_source", content_rowid="id",
  /* Datasette: this index also serves content="decisions" and content="decision_search" */
  tokenize="porter unicode61 remove_diacritics 2"
);

CREATE VIEW decision_search AS
SELECT d.id AS rowid, d.reference, d.title, c.name AS council, k.title AS category, o.name AS outcome, d.decision_date, d.disposition, d.summary, d.url
FROM decisions d
LEFT JOIN councils c ON c.id = d.council_id
LEFT JOIN categories k ON k.id = d.category_id
LEFT JOIN outcomes o ON o.id = d.outcome_id
ORDER BY d.id DESC;

CREATE VIEW decision_reading AS
SELECT d.reference, d.title, c.name AS council, k.title AS category, o.name AS outcome, d.decision_date, d.document_type, d.disposition,
  (SELECT group_concat(r.name, '; ') FROM decision_reasons x JOIN reasons r ON r.id = x.reason_id
    WHERE x.decision_id = d.id AND x.role IN ('primary', 'stated', 'reasoned')) AS relied_on,
  d.summary,
  (SELECT group_concat(CASE WHEN p.number IS NOT NULL THEN p.number || '. ' ELSE '' END || p.text, char(10))
    FROM paragraphs p WHERE p.decision_id = d.id) AS text,
  d.url
FROM decisions d
LEFT JOIN councils c ON c.id = d.council_id
LEFT JOIN categories k ON k.id = d.category_id
LEFT JOIN outcomes o ON o.id = d.outcome_id
ORDER BY d.id DESC;
"""

_M002 = """
DROP INDEX decisions_decision_year;
CREATE INDEX decisions_decision_year ON decisions(decision_year, council_id);
DROP INDEX decision_reasons_decision_id;
CREATE INDEX decision_reasons_decision_id ON decision_reasons(decision_id, reason_id, role);

DROP VIEW decision_fts_source;
DROP VIEW paragraphs;
CREATE VIEW paragraphs AS
SELECT
  --! The words of each decision, paragraph by paragraph. Ask for one decision at a time: each row is cut from its document.
  p.decision_id, --- The decision it belongs to
  p.position, --- Through the whole decision, from 1
  s.kind AS section, --- Kind of its section: complaint, scope, powers, considered, law, assessment, action, decision, other
  s.heading, --- Heading of its section as printed; null where it is lost
  p.number, --- As printed: 1, a, iv; null where none is
  p.marker, --- As printed: 1., -, (a)
  p.level, --- 0: outermost
  p.para, --- Running paragraph number, the one to cite
  p.para_counted, --- 1: counted, the numbers restart in the copy; 0: printed
  p.line, --- Line of the document
  CASE WHEN p.text IS NULL THEN substr(d.text, p.start + 1, p.length) ELSE p.text END AS text --- The words
FROM paragraph_spans p
JOIN sections s ON s.decision_id = p.decision_id AND s.position = p.section
JOIN documents d ON d.id = s.document_id;

CREATE VIEW decision_fts_source AS
SELECT
  --! What the full-text index is made from: the text of a decision by kind of section. Stock paragraphs on powers are not in it.
  d.id, --- Internal id of the decision
  d.title, --- Body as printed and reference
  d.summary, --- As printed
  (SELECT group_concat(p.text, '\n') FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'complaint') AS complaint, --- What the complaint was
  (SELECT group_concat(p.text, '\n') FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'scope') AS scope, --- What was and was not investigated
  (SELECT group_concat(p.text, '\n') FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'law') AS law, --- Legal and administrative background
  (SELECT group_concat(p.text, '\n') FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'assessment') AS assessment, --- What was found
  (SELECT group_concat(p.text, '\n') FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'action') AS action, --- What was agreed or recommended
  (SELECT group_concat(p.text, '\n') FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'decision') AS decision, --- The final decision
  (SELECT group_concat(p.text, '\n') FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'other') AS other --- Sections under other headings
FROM decisions d;

DROP VIEW decision_search;
CREATE VIEW decision_search AS
SELECT
  --! One line a decision, newest first, with names in place of numbers. In Datasette it has a search box over the full text.
  d.id AS rowid, --- Internal; may change. Quote the reference, never this
  d.reference, --- YY NNN NNN, with a letter in joint cases
  d.title, --- Body as printed and reference
  c.name AS council, --- The body complained about
  k.title AS category, --- Subject: Education > School transport
  o.name AS outcome, --- Upheld, Not upheld, Closed after initial enquiries
  d.decision_date, --- ISO; null where not stated
  d.disposition, --- Derived: declined, early_remedy, fault, no_fault, discontinued, mixed
  d.summary, --- As printed
  d.url --- The decision's address on the Ombudsman's site
FROM decisions d
LEFT JOIN councils c ON c.id = d.council_id
LEFT JOIN categories k ON k.id = d.category_id
LEFT JOIN outcomes o ON o.id = d.outcome_id
ORDER BY d.id DESC;

DROP VIEW decision_reading;
CREATE VIEW decision_reading AS
SELECT
  --! One row a decision to be read from left to right, with its whole text under its headings. Ask for one reference at a time.
  d.reference, --- YY NNN NNN, with a letter in joint cases
  d.title, --- Body as printed and reference
  c.name AS council, --- The body complained about
  k.title AS category, --- Subject: Education > School transport
  o.name AS outcome, --- Upheld, Not upheld, Closed after initial enquiries
  d.decision_date, --- ISO; null where not stated
  d.document_type, --- statement or report
  d.disposition, --- Derived: declined, early_remedy, fault, no_fault, discontinued, mixed
  (SELECT group_concat(n.name, '; ') FROM (SELECT DISTINCT r.name FROM decision_reasons x LEFT JOIN reasons r ON r.id = x.reason_id
    WHERE x.decision_id = d.id AND x.role IN ('primary', 'stated', 'reasoned')) n
  ) AS relied_on, --- Derived: the grounds and findings it rests on
  (SELECT group_concat(n.name, '; ') FROM (SELECT DISTINCT r.name FROM decision_reasons x LEFT JOIN reasons r ON r.id = x.reason_id
    WHERE x.decision_id = d.id AND x.role = 'considered_and_rejected') n
  ) AS considered_and_rejected, --- Derived: the grounds that were weighed and not applied
  (SELECT group_concat(replace(m.kind, '_', ' ')
      || CASE WHEN m.amount_pence IS NULL THEN '' ELSE printf(' £%.2f', m.amount_pence / 100.0) END
      || CASE WHEN m.basis IS NULL OR m.basis = 'fixed' THEN '' ELSE ' ' || replace(m.basis, '_', ' ') END
      || ' (' || replace(m.status, '_', ' ') || CASE WHEN m.due_on IS NULL THEN '' ELSE ' by ' || m.due_on END || ')', '; ')
    FROM remedies m WHERE m.decision_id = d.id
  ) AS remedies, --- Derived: what each is, its amount, its status and the day it fell due
  d.summary, --- As printed
  (SELECT ltrim(group_concat(
      CASE WHEN s.heading IS NULL OR EXISTS (SELECT 1 FROM paragraph_spans q WHERE q.decision_id = p.decision_id AND q.position = p.position - 1 AND q.section = p.section)
        THEN '' ELSE '\n' || s.heading || '\n' END
      || substr('          ', 1, 2 * p.level)
      || CASE WHEN p.marker IS NULL THEN '' ELSE p.marker || ' ' END
      || CASE WHEN p.text IS NULL THEN substr(x.text, p.start + 1, p.length) ELSE p.text END, '\n'), '\n')
    FROM paragraph_spans p
    LEFT JOIN sections s ON s.decision_id = p.decision_id AND s.position = p.section
    LEFT JOIN documents x ON x.id = s.document_id
    WHERE p.decision_id = d.id
  ) AS text, --- The whole text in its order, each heading before its paragraphs, markers as printed
  d.url --- The decision's address on the Ombudsman's site
FROM decisions d
LEFT JOIN councils c ON c.id = d.council_id
LEFT JOIN categories k ON k.id = d.category_id
LEFT JOIN outcomes o ON o.id = d.outcome_id
ORDER BY d.id DESC;

CREATE VIEW reasons_by_council_and_year AS
SELECT
  --! Why decisions on a body ended as they did, body by body, the latest year first: a row for each reason, with the base. Derived. A decision with several reasons counts under each.
  c.name AS council, --- The body complained about; its predecessors have rows of their own
  d.decision_year, --- Year of the decision; null where not stated
  r.name AS reason, --- The ground or finding
  r.gate, --- JA: the law prevents; JD: the law prevents, with discretion; D: discretion; F: finding; X: administrative
  count(DISTINCT CASE WHEN x.role IN ('primary', 'stated', 'reasoned') THEN d.id END) AS relied_on, --- Decisions that rest on it
  count(DISTINCT CASE WHEN x.role = 'considered_and_rejected' THEN d.id END) AS considered_and_rejected, --- Decisions that weighed it and did not apply it, for one part of the complaint or the whole
  CASE WHEN d.decision_year IS NULL
    THEN (SELECT count(*) FROM decisions b WHERE b.decision_year IS NULL AND b.council_id = c.id)
    ELSE (SELECT count(*) FROM decisions b WHERE b.decision_year = d.decision_year AND b.council_id = c.id) END AS decisions --- The base: all decisions held on this body in this year. Not all are published
FROM councils c
JOIN decisions d ON d.council_id = c.id
JOIN decision_reasons x ON x.decision_id = d.id
JOIN reasons r ON r.id = x.reason_id
WHERE x.role <> 'cited'
GROUP BY c.name, c.id, d.decision_year, r.name, r.gate
ORDER BY c.name, c.id, d.decision_year DESC, r.name, r.gate;

CREATE VIEW payments_by_purpose AS
SELECT
  --! What was paid for what: one row a payment, newest first. Derived. Never add rows of basis total to the parts they are the total of.
  m.purpose, --- What the payment is for, as worded; null where not stated
  m.amount_pence, --- Pence; null where no sum is stated
  m.basis, --- fixed, per_month, per_term, total
  m.status, --- agreed, recommended, already_paid, offered_before
  m.payee, --- Who is paid, as worded
  c.name AS council, --- The body complained about
  k.title AS category, --- Subject: Education > School transport
  d.decision_date, --- ISO; null where not stated
  d.reference, --- YY NNN NNN, with a letter in joint cases
  p.para, --- Running number of the paragraph, the one to cite; null in the summary and where the copy has lost the numbers
  m.quote, --- The words it was read from, letter for letter
  d.url --- The decision's address on the Ombudsman's site
FROM remedies m
JOIN decisions d ON d.id = m.decision_id
LEFT JOIN councils c ON c.id = d.council_id
LEFT JOIN categories k ON k.id = d.category_id
LEFT JOIN paragraph_spans p ON p.decision_id = m.decision_id AND p.position = m.paragraph
WHERE m.kind = 'payment'
ORDER BY m.decision_id DESC, m.id;

CREATE VIEW bars_considered_and_rejected AS
SELECT
  --! Where a bar to investigating was weighed and not applied: late, but looked at all the same; a court or tribunal, but not reasonable to go there. One row a bar, newest first. Derived.
  r.name AS bar, --- The ground that was not applied
  r.provision, --- Where the law stands
  r.gate, --- JA: the law prevents; JD: the law prevents, with discretion; D: discretion; X: administrative
  c.name AS council, --- The body complained about
  k.title AS category, --- Subject: Education > School transport
  o.name AS outcome, --- Upheld, Not upheld, Closed after initial enquiries
  d.decision_date, --- ISO; null where not stated
  d.reference, --- YY NNN NNN, with a letter in joint cases
  p.para, --- Running number of the paragraph, the one to cite; null in the summary and where the copy has lost the numbers
  x.quote, --- The words it was read from, letter for letter
  d.url --- The decision's address on the Ombudsman's site
FROM decision_reasons x
JOIN reasons r ON r.id = x.reason_id
JOIN decisions d ON d.id = x.decision_id
LEFT JOIN councils c ON c.id = d.council_id
LEFT JOIN categories k ON k.id = d.category_id
LEFT JOIN outcomes o ON o.id = d.outcome_id
LEFT JOIN paragraph_spans p ON p.decision_id = x.decision_id AND p.position = x.paragraph
WHERE x.role = 'considered_and_rejected'
ORDER BY x.decision_id DESC, x.id;

CREATE VIEW promises_by_council AS
SELECT
  --! What each body agreed to do and by when, body by body, the latest promise first: one row a remedy agreed. Derived. Whether it was done is not in the decision.
  c.name AS council, --- The body that agreed
  m.due_on, --- The day it fell due, ISO, where the decision date fixes it
  m.due, --- The time allowed, as worded
  m.kind, --- payment, apology, action, service_improvement, ...
  m.amount_pence, --- Of a payment, where a sum is stated
  m.basis, --- Of a payment: fixed, per_month, per_term, total
  m.purpose, --- What a payment is for, as worded
  k.title AS category, --- Subject: Education > School transport
  d.decision_date, --- ISO; null where not stated
  d.reference, --- YY NNN NNN, with a letter in joint cases
  p.para, --- Running number of the paragraph, the one to cite; null in the summary and where the copy has lost the numbers
  m.quote, --- The words it was read from, letter for letter
  d.url --- The decision's address on the Ombudsman's site
FROM councils c
JOIN decisions d ON d.council_id = c.id
JOIN remedies m ON m.decision_id = d.id
LEFT JOIN categories k ON k.id = d.category_id
LEFT JOIN paragraph_spans p ON p.decision_id = m.decision_id AND p.position = m.paragraph
WHERE m.status = 'agreed'
ORDER BY c.name, d.decision_date DESC, m.decision_id DESC, m.id;
"""

_M003 = """
CREATE TABLE carriers (
  --! What the file of a document stated beside its text, where the text alone does not let it be read again: records, PDFs, files that were not UTF-8.
  document_id INTEGER NOT NULL PRIMARY KEY REFERENCES documents(id), --- The document
  facts TEXT NOT NULL --- JSON: hints (fields of a record), problems (met in the bytes), rows (lines of a PDF as they were laid out)
) WITHOUT ROWID;

INSERT INTO archive_info(key, value) VALUES ('readable_by', '1');
"""

_M004 = """
CREATE TABLE files (
  --! Files of which every document is stored, so that a later run can pass over those that have not changed since.
  path TEXT NOT NULL PRIMARY KEY, --- As given, or as found in a folder that was given
  bytes INTEGER NOT NULL, --- Its length
  modified INTEGER NOT NULL, --- When it was last changed: nanoseconds since 1970
  documents INTEGER NOT NULL, --- How many documents it holds
  sha256 TEXT, --- Of its bytes, where it is one document
  parser INTEGER NOT NULL --- Version of the reading rules that read it
) WITHOUT ROWID;
"""

_M005 = """
DROP TABLE decisions_fts;
DROP VIEW decision_fts_source;
CREATE VIEW decision_fts_source AS
SELECT
  --! What the full-text index is made from: the text of a decision by kind of section. Stock paragraphs on powers are not in it.
  d.id, --- Internal id of the decision
  d.title, --- Body as printed and reference
  d.summary, --- As printed
  (SELECT group_concat(p.text, '\n') FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'complaint') AS complaint, --- What the complaint was
  (SELECT group_concat(p.text, '\n') FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'scope') AS scope, --- What was and was not investigated
  (SELECT group_concat(p.text, '\n') FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'law') AS law, --- Legal and administrative background
  (SELECT group_concat(p.text, '\n') FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'assessment') AS assessment, --- What was found
  (SELECT group_concat(p.text, '\n') FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'action') AS action, --- What was agreed or recommended
  (SELECT group_concat(p.text, '\n') FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'decision') AS decision, --- The final decision
  (SELECT group_concat(p.text, '\n') FROM paragraphs p WHERE p.decision_id = d.id AND p.section = 'other') AS other, --- Sections under other headings
  rtrim(coalesce('facetcouncil' || d.council_id || ' ', '') || coalesce('facetcategory' || d.category_id || ' ', '')
    || coalesce('facetoutcome' || d.outcome_id, '')) AS facets --- Ids of council, category and outcome, each made a word
FROM decisions d;

CREATE VIRTUAL TABLE decisions_fts USING fts5(
  --! The full-text index, an FTS5 table: its rowid is the id of a decision. It holds no text of its own.
  title, --- Body as printed and reference
  summary, --- As printed
  complaint, --- What the complaint was
  scope, --- What was and was not investigated
  law, --- Legal and administrative background
  assessment, --- What was found
  action, --- What was agreed or recommended
  decision, --- The final decision
  other, --- Sections under other headings
  facets, --- Ids of council, category and outcome, each made a word: damp AND facetcouncil12
  content="decision_fts_source", content_rowid="id",
  /* Datasette: this index also serves content="decisions" and content="decision_search" */
  tokenize="porter unicode61 remove_diacritics 2"
);
"""
