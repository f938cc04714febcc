"""Documents for hypothesis, made of the real documents' own headings, labels, markers and furniture."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from archive.query.fields import FIELDS

HEADINGS = [
    "The complaint",
    "The Ombudsman’s role and powers",
    "The Ombudsmen's role and powers",
    "How I considered this complaint",
    "What I have investigated",
    "My assessment",
    "What I found",
    "What happened",
    "Relevant law and guidance",
    "Agreed action",
    "Final decision",
    "Summary",
    "Finding",
    "Recommendations",
    "Further report",
]
MARKERS = [
    "  1. ",
    "  2. ",
    "  17. ",
    "1. ",
    "- ",
    " - ",
    "  • ",
    "    • ",
    "      1. ",
    "        2. ",
    "· ",
    "(a) ",
    "  iv) ",
    "",
]
FURNITURE = [
    "Back to top",
    "Print this page",
    "LGO logogram",
    ";",
    "Privacy settings",
    "These cookies enable the website to run",
    "",
]
FIXED = [
    "Anytown Council (21 900 001)",
    "Bupa Care (X) Limited (21 900 002a)",
    "15 900 742",
    "Category : Housing > Allocations",
    "Category :",
    "Housing",
    ">",
    "Decision : Upheld",
    "Decision",
    "Decision date : 03 May 2022",
    "Decision date : 31 Feb 2022",
    "The Ombudsman's final decision:",
    "The Ombudsmans draft decision",
    "Summary: We will not investigate",
    "Summary:",
    "Investigator's decision on behalf of the Ombudsman",
    "Ombudsman satisfied with council's response: 23 September 2016",
    "(Local Government Act 1974, section 24A(6), as amended)",
]
WORDS = [
    "fault",
    "the Council",
    "Mr X’s",
    "£250",
    "2019/20",
    "section 24A(6)",
    "para\u00a07",
    "it is late, or",
    "he said:",
    "“no”",
    "\u200b",
    "É",
    "㍿",
]
_TAGS = """
<p> </p> <div> </div> <ol> <ol_type=a> <ul> </ol> </ul> <li> <li_value=3> </li> <table> <tr> <td> </td> </table> <dl>
<dt> <dd> </dl> <br> <h2> </h2> <a> </a> <b_class=x> </b> <pre> </pre> <header> </header> <form> </form> <main>
<article_id=article> </article> </main> <title> </title> <script> </script> <!-- --> <svg> </svg> <button> <section>
<p_hidden> <template> &amp; &#0; <caption> <object> <select> <frameset>
"""
TAGS = [tag.replace("_", " ") for tag in _TAGS.split()]
QUERY_PIECES = [
    "damp",
    "mould",
    "complain*",
    "zzz*",
    '"loft conversion"',
    "exact:planned",
    "near(damp flat, 2)",
    "near(a* b*",
    ", 5)",
    "in:complaint damp",
    "council:northwick",
    "council:(a OR b)",
    "date:2021/22",
    "date:2023..2021",
    "payment:100..",
    "24A(6)",
    "21 000 001",
    "para 1",
    " AND ",
    " OR ",
    " NOT ",
    "AND",
    "NEAR(",
    "(",
    ")",
    '"',
    "-",
    "*",
    " ",
    "..",
    "'",
    "^",
    ":",
    "\0",
    "\u00e9",
    "e\u0301",
    "\u202e",
    "\u200d",
    "\x1b[31m",
    "\U0001e900",
    "in:",
    "exact:",
    *(f"{name}:" for name in FIELDS),
    *(f"{name}:{value}" for name, value in FIELDS.items()),
]
ENDS = ["", ".", ";", ", or", ":", "?"]

sentence = st.builds(
    lambda words, end: " ".join(words) + end,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8),
    st.sampled_from(ENDS),
)
item = st.builds(lambda marker, words: marker + words, st.sampled_from(MARKERS), sentence)
line = st.one_of(
    item, st.sampled_from(HEADINGS), st.sampled_from(FURNITURE), st.sampled_from(FIXED), st.text(max_size=20)
)
newline = st.sampled_from(["\n", "\n", "\n\n", "\r\n", "\r", "\n \n"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Any text made of the documents' own pieces, in any order."""
    pieces = draw(st.lists(line, max_size=25))
    return "".join(piece + draw(newline) for piece in pieces)


@st.composite
def accepted(draw: st.DrawFn) -> str:
    """A text that is a decision: a head in order, then anything that is not a head."""
    body = st.one_of(item, st.sampled_from(HEADINGS), st.sampled_from(FURNITURE))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    gap = draw(st.sampled_from(["", end]))
    lines = [
        "Anytown Council (21 900 001)",
        "Category : Housing > Allocations",
        f"Decision : {draw(st.sampled_from(['Upheld', 'Not upheld', 'Closed after initial enquiries']))}",
        f"Decision date : {draw(st.dates(date(2016, 1, 1), date(2026, 12, 31))):%d %b %Y}",
        "The Ombudsman's final decision:",
        f"Summary: {draw(sentence)}",
        *draw(st.lists(body, max_size=25)),
    ]
    return "".join(piece + end + gap for piece in lines)
