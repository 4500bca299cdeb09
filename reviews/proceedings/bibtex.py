"""Write BibTeX entries. Pure: plain values in, text out, with everything escaped that TeX would take for a command."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
FORMULA = re.compile(r"(?<!\\)\$(?!\s)([^$\n]+?)(?<![\s\\])\$(?!\d)")
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
        if not _closes(formula[1]):
            continue
        parts += [escaped(title[at : formula.start()]) + _gap(title[at : formula.start()]), formula[0]]
        at = formula.end()
        parts.append(" " if title[at : at + 1] == " " else "")
    return "".join([*parts, escaped(title[at:])])


def _gap(before: str) -> str:
    return " " if before.endswith(" ") and before.strip() else ""


def _author(name: str) -> str:
    """Return a name; in braces if BibTeX would take it for two people or turn it round."""
    is_ambiguous = "," in name or " and " in f" {name.lower()} "
    return f"{{{escaped(name)}}}" if is_ambiguous else escaped(name)


def _closes(formula: str) -> bool:
    """Tell whether braces in a formula close as they open; escaped ones are not counted."""
    depth = 0
    for brace in re.findall(r"\\.|[{}]", formula):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            return False
    return depth == 0 and not formula.endswith("\\")


def _letters(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower().translate(WITHOUT_PARTS))
    return re.sub(r"[^a-z0-9]", "", plain.encode("ascii", "ignore").decode())
