"""Write BibTeX entries. Pure: plain values in, text out, with everything escaped that TeX would take for a command.

BibTeX counts every brace, also one after a backslash; so none but our own and those of formulas stand in an entry.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from latex2mathml.symbols_parser import SYMBOLS

COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
FORMULA = re.compile(r"(?<!\\)\$(?!\s)([^$\n]+?)(?<![\s\\])\$(?!\d)")
COMMAND = re.compile(r"\\([A-Za-z]+|.|$)")
ACTIVE = re.compile(r"[%#&~]|\^\^")  # comments, parameters, columns; ^^5c is another way to write a backslash
BRACES = {"{": r"\lbrace ", "}": r"\rbrace "}
# What a formula of a title may call: the signs that pages can draw, and these. Others could read and write files.
HARMLESS = frozenset(
    """arg binom bar big Big bigg Bigg boldsymbol bm check cos ddot deg det dfrac dim dot exp frac gcd hat inf
    ker left lg lim limits liminf limsup ln log mathbb mathbf mathcal mathfrak
    mathit mathrm mathscr mathsf mathtt max middle min mod not operatorname overline Pr
    prime qquad quad right sin sinh sqrt sup tan tanh text tfrac tilde
    underline vec widehat widetilde""".split()
) | set(",;:!| ")
# Letters that Unicode does not take apart into a plain one and an accent.
WITHOUT_PARTS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
UNIMPORTANT = frozenset({"a", "an", "the", "on", "of", "for", "in", "to", "and", "with", "from", "by", "is", "are"})


@dataclass(frozen=True, slots=True)
class Reference:
    """What an entry says."""

    title: str
    authors: Sequence[str]
    booktitle: str
    year: int
    url: str


def entry(reference: Reference, *, key: str = "") -> str:
    """Return the entry of one paper; `key` is made of first author, year and title when none is given."""
    fields = {
        "title": f"{{{escaped_title(reference.title)}}}",
        "author": " and ".join(_author(name) for name in reference.authors),
        "booktitle": escaped(reference.booktitle),
        "year": str(reference.year),
        "url": reference.url,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@inproceedings{{{key or key_of(reference)},", *lines, "}\n"])


def entries(references: Sequence[Reference]) -> str:
    """Return the entries of many papers, each with a key of its own."""
    taken: dict[str, int] = {}
    written = []
    for reference in references:
        key = key_of(reference)
        taken[key] = taken.get(key, 0) + 1
        written.append(entry(reference, key=key if taken[key] == 1 else f"{key}-{taken[key]}"))
    return "\n".join(written)


def key_of(reference: Reference) -> str:
    """Return "lovelace2024sparse"; letters and digits only."""
    first_author = reference.authors[0] if reference.authors else "anonymous"
    name = _letters(first_author.split()[-1]) if first_author.split() else ""
    words = [_letters(word) for word in re.split(r"[\s:/]+", FORMULA.sub(" ", reference.title))]
    word = next((word for word in words if word and word not in UNIMPORTANT), "")
    return f"{name or 'anonymous'}{reference.year}{word or 'paper'}"


def escaped(text: str) -> str:
    """Return plain text so that TeX prints it as it stands."""
    return "".join(COMMANDS.get(character, character) for character in " ".join(text.split()))


def escaped_title(title: str) -> str:
    """Return a title with its formulas left as formulas, if their braces close."""
    title = " ".join(title.split())
    parts, at = [], 0
    for formula in FORMULA.finditer(title):
        if not _is_harmless(formula[1]):
            continue
        before = title[at : formula.start()]
        parts += [escaped(before) + _gap(before), COMMAND.sub(_without_brace, formula[0])]
        at = formula.end()
        parts.append(" " if title[at : at + 1] == " " else "")
    return "".join([*parts, escaped(title[at:])])


def _gap(before: str) -> str:
    return " " if before.endswith(" ") and before.strip() else ""


def _author(name: str) -> str:
    """Return a name; in braces if BibTeX would take it for two people or turn it round."""
    is_ambiguous = "," in name or " and " in f" {name.lower()} "
    return f"{{{escaped(name)}}}" if is_ambiguous else escaped(name)


def _is_harmless(formula: str) -> bool:
    """Tell whether a formula closes its braces, and calls nothing but signs and what dresses them."""
    called = {command[1] for command in COMMAND.finditer(formula)} - BRACES.keys()
    known = all(name in HARMLESS or f"\\{name}" in SYMBOLS for name in called)
    return known and not ACTIVE.search(formula) and _closes(COMMAND.sub(_without_brace, formula))


def _without_brace(command: re.Match[str]) -> str:
    """Write an escaped brace by its name, so that BibTeX does not count it."""
    return BRACES.get(command[1], command[0])


def _closes(formula: str) -> bool:
    """Tell whether the braces in a formula close as they open."""
    depth = 0
    for brace in re.findall(r"[{}]", formula):
        depth += {"{": 1, "}": -1}[brace]
        if depth < 0:
            return False
    return depth == 0


def _letters(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower().translate(WITHOUT_PARTS))
    return re.sub(r"[^a-z0-9]", "", plain.encode("ascii", "ignore").decode())
