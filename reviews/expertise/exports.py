"""Reads what DBLP, ORCID and Semantic Scholar hand out: which of them it is shows in the file itself. Pure.

Nothing is fetched; people upload what they downloaded. XML is read without entities, so none can be multiplied.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any
from xml.etree import ElementTree as ET

from reviews.expertise.bibtex import plain, read_bibtex
from reviews.expertise.found import MOST_ENTRIES, Reading

DEEPEST = "The file is nested too deeply to be a list of papers."


def read_file(content: bytes) -> Reading:
    """Return the papers of an export: BibTeX, DBLP (XML or JSON), ORCID (JSON), Semantic Scholar (JSON)."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    begin = text.lstrip()[:1]
    if begin == "<":
        return _dblp_xml(text)
    if begin in {"{", "["}:
        return _json(text)
    return read_bibtex(text)


def _json(text: str) -> Reading:
    try:
        content = json.loads(text)
    except ValueError:
        # So that the readers below say where they end, one more than they read.
        lines = list(islice((line for line in text.splitlines() if line.strip()), MOST_ENTRIES + 1))
        try:  # one paper a line, as bulk downloads have it
            content = [json.loads(line) for line in lines]
        except (ValueError, RecursionError):
            return _refused(
                "json", "It begins like JSON and cannot be read as such. Download it again, or paste BibTeX."
            )
    except RecursionError:
        return _refused("json", DEEPEST)
    for reader in (_orcid, _dblp_json, _semantic_scholar):
        reading = reader(content)
        if reading is not None:
            return reading
    return _refused("json", "It is JSON, but no list of papers as ORCID, DBLP or Semantic Scholar write it.")


def _orcid(content: Any) -> Reading | None:
    """Read the works of a record: /works, or the whole record with its activities."""
    if not isinstance(content, Mapping):
        return None
    works = _at(content, "activities-summary", "works", "group") or content.get("group")
    full = content.get("bulk")
    if not isinstance(works, list) and not isinstance(full, list):
        return None
    reading = Reading("orcid")
    groups = reading.first_of(works if isinstance(works, list) else full or [])
    for number, group in enumerate(groups, start=1):
        summaries = _at(group, "work-summary") or [_at(group, "work") or group]
        work = summaries[0] if isinstance(summaries, list) and summaries else {}
        year = _at(work, "publication-date", "year", "value")
        reading.add(f"work {number}", _at(work, "title", "title", "value"), _at(work, "short-description"), year)
    return reading


def _dblp_json(content: Any) -> Reading | None:
    """Read the answer of DBLP's search for publications."""
    hits = _at(content, "result", "hits", "hit")
    if not isinstance(hits, list):
        return None
    reading = Reading("dblp")
    for number, hit in enumerate(reading.first_of(hits), start=1):
        reading.add(f"hit {number}", _without_stop(_at(hit, "info", "title")), "", _at(hit, "info", "year"))
    return reading


def _semantic_scholar(content: Any) -> Reading | None:
    """Read an author with papers, an answer with data, or a plain list of papers."""
    papers = content
    if isinstance(content, Mapping):
        papers = content.get("papers", content.get("data", [content] if "title" in content else None))
    if not isinstance(papers, list):
        return None
    reading = Reading("semantic_scholar")
    for number, paper in enumerate(reading.first_of(papers), start=1):
        inner = _at(paper, "citingPaper") or _at(paper, "paper") or paper
        reading.add(f"paper {number}", _at(inner, "title"), _at(inner, "abstract"), _at(inner, "year"))
    return reading


def _dblp_xml(text: str) -> Reading:
    """Read a person's page as XML, or a list of records."""
    if "<!DOCTYPE" in text[:5_000] or "<!ENTITY" in text:
        return _refused("dblp", "It is a page or a document with a type of its own. DBLP's “XML” of a person has none.")
    try:
        root = ET.fromstring(text)  # noqa: S314 (see above)
    except ET.ParseError as error:
        return _refused("dblp", f"It begins like XML and breaks off on line {error.position[0]}. Download it again.")
    reading = Reading("dblp")
    number = 0
    for number, record in enumerate(reading.first_of(_records(root)), start=1):
        title = record.find("title")
        words = "".join(title.itertext()) if title is not None else ""
        reading.add(f"record {number}", _without_stop(plain(words)), "", record.findtext("year"))
    if not number:
        reading.refuse("the file", "It is XML without records of papers. DBLP's file of a person is meant.")
    return reading


def _records(root: ET.Element) -> Iterator[ET.Element]:
    """Yield the records in their order. What stands within one belongs to it: none is read twice."""
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if one.tag in RECORDS:
            yield one
        else:
            waiting += reversed(one)


RECORDS = frozenset({"article", "inproceedings", "incollection", "book", "phdthesis", "mastersthesis", "data"})


def _without_stop(title: object) -> object:
    """Take off the full stop that DBLP puts after every title."""
    return title[:-1] if isinstance(title, str) and title.endswith(".") and not title.endswith("..") else title


def _refused(source: str, words: str) -> Reading:
    reading = Reading(source)
    reading.refuse("the file", words)
    return reading


def _at(content: Any, *path: str) -> Any:
    for name in path:
        if not isinstance(content, Mapping):
            return None
        content = content.get(name)
    return content
