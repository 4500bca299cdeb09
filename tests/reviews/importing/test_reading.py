"""An export is read record by record; a broken one is named with its position and its reason."""

import json
from typing import Any

import pytest

from reviews.importing.reading import BrokenFileError, Problem, Record, Writer, read

GOOD: dict[str, Any] = {
    "id": "a1",
    "title": "Pipelines",
    "abstract": "We measure.",
    "keywords": ["pipelining", " "],
    "authors": [{"name": "Ada  Author", "email_domain": "Ada.example"}, {"name": "Bo", "email_domain": ""}],
    "ratings": [6, 7],
    "confidences": [4, 3],
    "status": "Poster",
}


def one(**changes: Any) -> Record | Problem:
    return next(read(json.dumps([GOOD | changes])))


def test_a_good_record_comes_in_whole() -> None:
    assert one() == Record(
        key="a1",
        title="Pipelines",
        abstract="We measure.",
        keywords=("pipelining",),
        authors=(Writer("Ada Author", "ada.example"), Writer("Bo", "")),
        ratings=((6, 4), (7, 3)),
        status="Poster",
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": ""}, "its title is missing."),
        ({"title": "x" * 251}, "its title has 251 characters; 250 are allowed."),
        ({"abstract": None}, "its abstract is missing."),
        ({"abstract": "a\x00b"}, "its abstract contains a NUL character."),
        ({"authors": []}, "it has no authors."),
        ({"authors": [{"name": " "}]}, "its author 1 has no name."),
        ({"authors": "Ada"}, "its authors are not a list."),
        ({"ratings": [6]}, "it has 1 ratings but 2 confidences."),
        ({"ratings": [6, 11]}, "the score 11 is not between 1 and 10."),
        ({"ratings": [6, True]}, "the score True is not between 1 and 10."),
        ({"confidences": [4, 0]}, "the score 0 is not between 1 and 5."),
        ({"track": 3}, "its track is missing."),
        ({"status": "Maybe"}, "its status 'Maybe' is none of Oral, Poster, Workshop, Reject, Withdraw, Active."),
    ],
)
def test_a_broken_record_says_why(changes: dict[str, Any], reason: str) -> None:
    assert one(**changes) == Problem(1, reason)


def test_the_others_come_in_beside_a_broken_one() -> None:
    rows = [GOOD, "not a paper", GOOD | {"id": "a2"}, GOOD]

    kinds = [str(item) if isinstance(item, Problem) else item.key for item in read(json.dumps(rows))]

    assert kinds == [
        "a1",
        "Record 2: it is a str, not an object.",
        "a2",
        "Record 4: the id 'a1' has appeared before.",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "The file is not JSON: Expecting property name enclosed in double quotes at line 1."),
        ("{}", "The file must hold a JSON list with one object a paper."),
    ],
)
def test_a_file_of_another_kind_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BrokenFileError, match=reason):
        list(read(text))
