"""What authors type about conflicts is read leniently, and refused with the line that names nobody."""

import pytest

from submissions.conflicts.naming import MOST, CannotBeRead, read_named, write_named
from submissions.conflicts.records import Named


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("anna@college.example", Named("anna@college.example")),
        ("Anna@College.example our advisor", Named("anna@college.example", "our advisor")),
        ("Anna Smith <anna@cs.college.example>: a friend", Named("anna@cs.college.example", "Anna Smith, a friend")),
        ("college.example", Named("college.example")),
        ("@college.example - we left last year", Named("college.example", "we left last year")),
        ("everybody at college.example, e.g. Bob", Named("college.example", "everybody at, e.g. Bob")),
    ],
)
def test_line_is_an_address_or_a_domain_and_a_reason(line, named):
    assert read_named(line) == [named]


def test_empty_lines_and_repetitions_are_nothing():
    text = "anna@a.example\n\n  \nb.example\nANNA@a.example again\n"

    assert read_named(text) == [Named("anna@a.example"), Named("b.example")]


def test_what_was_read_is_written_so_that_it_reads_the_same():
    named = [Named("anna@a.example", "our advisor"), Named("b.example")]

    assert read_named(write_named(named)) == named


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("anna@a.example\nAnna Smith", "Line 2 has no address and no domain: “Anna Smith”."),
        ("gmail.com", "Line 1: anybody can have an address of gmail.com."),
        ("a" * 6000 + "@" + "1." * 2999, "Line 1 is longer than 500 signs."),
        ("co.uk", "Line 1: anybody can have an address of co.uk."),
        ("\n".join(f"a{number}@a.example" for number in range(MOST + 1)), "These are 21"),
    ],
)
def test_what_names_nobody_or_too_many_is_refused_in_words(text, words):
    with pytest.raises(CannotBeRead) as refusal:
        read_named(text)

    assert str(refusal.value).startswith(words)
