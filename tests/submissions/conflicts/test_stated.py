"""What people say of their own conflicts: a person or an institution a line, read as typed and written back."""

import pytest

from submissions.conflicts.naming import CannotBeRead
from submissions.conflicts.stated import MOST, Kind, Stated, read_stated, write_stated

LINES = [
    (Kind.ADVISER, "Ada Lovelace", Stated(Kind.ADVISER, "Ada Lovelace")),
    (Kind.ADVISER, "Ada@College.example", Stated(Kind.ADVISER, "", "ada@college.example")),
    (Kind.ADVISEE, "Ada <ada@a.example>, 2019-2022", Stated(Kind.ADVISEE, "Ada", "ada@a.example", 2019, 2022)),
    (Kind.COLLABORATOR, "Ada Lovelace (2021)", Stated(Kind.COLLABORATOR, "Ada Lovelace", "", 2021, 2021)),
    (Kind.COLLABORATOR, "since 2021 Ada Lovelace", Stated(Kind.COLLABORATOR, "Ada Lovelace", "", 2021, None)),
    (Kind.COLLABORATOR, "Ada Lovelace, 2020 - now", Stated(Kind.COLLABORATOR, "Ada Lovelace", "", 2020, None)),
    (Kind.INSTITUTION, "Ada College, until 2022", Stated(Kind.INSTITUTION, "Ada College", "", None, 2022)),
    (Kind.INSTITUTION, "cs.college.example", Stated(Kind.INSTITUTION, "", "cs.college.example")),
    (
        Kind.INSTITUTION,
        "Ada College <college.example>, 2019\u20132022",
        Stated(Kind.INSTITUTION, "Ada College", "college.example", 2019, 2022),
    ),
]


@pytest.mark.parametrize(("kind", "line", "stated"), LINES, ids=[line for _, line, _ in LINES])
def test_line_is_read_and_written_so_that_it_is_read_again(kind: Kind, line: str, stated: Stated) -> None:
    assert read_stated(kind, line) == [stated]
    assert read_stated(kind, write_stated([stated])) == [stated]


@pytest.mark.parametrize(
    ("kind", "text", "problem"),
    [
        (Kind.ADVISER, "Ada Lovelace\nAda", "Line 2: write the whole name, or the address: “Ada”."),
        (Kind.ADVISER, "college.example", "Line 1: write the person's name or address here, not “college.example”."),
        (Kind.INSTITUTION, "a@b.example", "Line 1: write the name or the domain of the institution here"),
        (Kind.INSTITUTION, "gmail.com", "Line 1: anybody can have an address of gmail.com."),
        (Kind.INSTITUTION, "2019-2020", "Line 1 names no institution: “2019-2020”."),
        (Kind.FAMILY, "Ada Lovelace, 2022-2019", "Line 1: 2019 is before 2022."),
        (Kind.ADVISER, "a" * 6000 + "@" + "1." * 2999, "Line 1 is longer than 500 signs."),
        (Kind.FAMILY, "\n".join(f"Ada Number{n}x" for n in range(MOST + 1)), f"These are {MOST + 1}; name the {MOST}"),
    ],
    ids=["half name", "domain", "address", "free mail", "years alone", "backwards", "endless", "too many"],
)
def test_line_that_says_nothing_is_named(kind: Kind, text: str, problem: str) -> None:
    with pytest.raises(CannotBeRead) as unread:
        read_stated(kind, text)

    assert str(unread.value).startswith(problem)


def test_many_blanks_in_a_line_are_one() -> None:
    assert read_stated(Kind.FAMILY, "Ada" + " " * 12_000 + "Lovelace")[0].name == "Ada Lovelace"


def test_each_is_kept_once() -> None:
    assert read_stated(Kind.FAMILY, "Ada Lovelace\n\nada lovelace, 2019\n") == [Stated(Kind.FAMILY, "Ada Lovelace")]


def test_institutions_and_collaborators_count_for_three_years_and_the_others_for_good() -> None:
    over = {kind: Stated(kind, "Ada Lovelace", "", 2015, 2020) for kind in Kind}

    counting = {year: {kind for kind, one in over.items() if one.counts_in(year)} for year in (2023, 2024)}

    assert counting[2023] == set(Kind)
    assert counting[2024] == {Kind.ADVISER, Kind.ADVISEE, Kind.FAMILY}
    assert Stated(Kind.COLLABORATOR, "Ada Lovelace").counts_in(2099)
