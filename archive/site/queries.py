"""Questions that Datasette's own pages answer, as SQL that people can read, change and download.

They use no function but SQLite's and Datasette's `escape_fts`, so that they work without this program. None fails on a
blank or odd value: words are quoted before FTS5 sees them, and an empty question gives an empty answer.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Question(NamedTuple):
    """A canned query: its name in the address, its title, what it answers, its SQL."""

    name: str
    title: str
    description: str
    sql: str


_WORDS: Final = (
    "case when trim(replace(:words, '\"', '')) = '' or instr(:words, char(0)) then '\"\"' else escape_fts(:words) end"
)
_IN_PERIOD: Final = """(:since = '' or d.decision_date >= :since)
  and (:until = '' or substr(d.decision_date, 1, length(:until)) <= :until)"""
_THIS_COUNCIL: Final = "(:council = '' or instr(lower(c.name), lower(:council)))"

QUESTIONS: Final = (
    Question(
        "ranked_search",
        "Search, best first, with the words in context",
        "All the words, in any of their forms; «marks» show what was found. The front page searches with phrases,"
        " OR, NOT, prefixes and filters.",
        f"""select d.reference, d.title, d.decision_date, o.name as outcome,
  snippet(decisions_fts, -1, '«', '»', '…', 40) as words_in_context
from decisions_fts
join decisions d on d.id = decisions_fts.rowid
left join outcomes o on o.id = d.outcome_id
where decisions_fts match {_WORDS}
  and rank match 'bm25(10, 10, 8, 0.3, 0.1, 0.5, 1, 3, 0.2)'
order by rank
limit 50""",  # noqa: S608 - pieces of this module
    ),
    Question(
        "why_turned_away",
        "Why complaints were turned away",
        "Each ground with the number of decisions that rest on it, weigh and reject it, or only name it."
        " Council: part of a name. Since and until: 2021, 2021-04 or a day. All may stay blank."
        " Counts of early complaints, staff matters and missing consent are floors: most of those are not published.",
        f"""select r.code, r.name as ground,
  count(distinct case when x.role in ('primary', 'stated', 'reasoned') then d.id end) as relied_on,
  count(distinct case when x.role = 'considered_and_rejected' then d.id end) as weighed_and_not_applied,
  count(distinct case when x.role = 'cited' then d.id end) as named_among_powers,
  r.provision as law
from decision_reasons x
join reasons r on r.id = x.reason_id
join decisions d on d.id = x.decision_id
left join councils c on c.id = d.council_id
where r.gate <> 'F'
  and {_THIS_COUNCIL}
  and {_IN_PERIOD}
group by r.id
order by relied_on desc, r.id""",  # noqa: S608 - pieces of this module
    ),
    Question(
        "paid_for_what",
        "What was paid for what",
        "Sums with the words they were read from, the largest first. About: a word of the purpose or the sentence."
        " At least: pounds. Sums are read by a program; judge each by its sentence.",
        f"""select m.amount_pence, m.basis, m.purpose, m.payee, m.status, m.due, d.reference, d.title as decision,
  d.decision_date, k.title as category, m.quote
from remedies m
join decisions d on d.id = m.decision_id
left join councils c on c.id = d.council_id
left join categories k on k.id = d.category_id
where m.amount_pence is not null
  and (:about = '' or instr(lower(coalesce(m.purpose, '') || ' ' || m.quote), lower(:about)))
  and m.amount_pence >= 100 * cast(:at_least_pounds as integer)
  and {_THIS_COUNCIL}
  and {_IN_PERIOD}
order by m.amount_pence desc, d.id desc
limit 500""",  # noqa: S608 - pieces of this module
    ),
    Question(
        "council_and_predecessors",
        "A council with the ones it took over from",
        "Every decision against the councils whose name holds these words, and against those they succeeded,"
        " all the way back. Newest first.",
        """with recursive line(id) as (
  select id from councils where trim(:council) <> '' and instr(lower(name), lower(trim(:council)))
  union
  select s.predecessor_id from council_successions s join line on s.successor_id = line.id
)
select d.reference, c.name as council, d.decision_date, k.title as category, o.name as outcome,
  (select group_concat(name, '; ') from (
    select distinct r.name from decision_reasons x join reasons r on r.id = x.reason_id
    where x.decision_id = d.id and x.role in ('primary', 'stated', 'reasoned'))) as relied_on,
  (select sum(m.amount_pence) from remedies m
    where m.decision_id = d.id and m.basis = 'fixed') as paid_pence,
  d.summary
from decisions d
join line on line.id = d.council_id
join councils c on c.id = d.council_id
left join categories k on k.id = d.category_id
left join outcomes o on o.id = d.outcome_id
order by d.id desc
limit 1000""",
    ),
    Question(
        "phrase_by_year",
        "A phrase by year and outcome",
        "In how many decisions of each year and outcome the words stand side by side, in any of their forms.",
        """select d.decision_year as year,
  count(*) as decisions,
  sum(o.slug is 'upheld') as upheld,
  sum(o.slug is 'not-upheld') as not_upheld,
  sum(o.slug is 'closed-after-initial-enquiries') as closed_after_initial_enquiries
from decisions_fts
join decisions d on d.id = decisions_fts.rowid
left join outcomes o on o.id = d.outcome_id
where decisions_fts match case when instr(:phrase, char(0)) then '""' else '"' || replace(:phrase, '"', ' ') || '"' end
group by d.decision_year
order by d.decision_year""",
    ),
)
