import time

import pytest

from reviews.committee.parsing import Candidate, as_text, read_addresses, read_csv

ADA = Candidate("ada@college.example", "Ada Lovelace", "Ada College")


def candidates(lines):
    return [line.candidate for line in lines]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lovelace <ada@college.example>, Ada College",
        '"Ada Lovelace" <ADA@College.example>; Ada College',
        '"Lovelace, Ada" <ada@college.example>, Ada College',
        "Ada Lovelace, ada@college.example, Ada College",
        "Ada Lovelace\tada@college.example\tAda College",
        "  Ada   Lovelace <ada@college.example>,  Ada   College  ",
        "Ada Lovelace (ada@college.example), Ada College",
        "\ufeffAda Lovelace <ada@college.example>\u200b, Ada College",
    ],
)
def test_one_person_in_any_sane_form(text):
    assert candidates(read_addresses(text)) == [ADA]


@pytest.mark.parametrize(
    "text",
    [
        "a@x.example, b@x.example; c@x.example",
        "a@x.example b@x.example\tc@x.example",
        "a@x.example\n\nb@x.example\r\nc@x.example\n",
        "<a@x.example>; <b@x.example>, <c@x.example>",
    ],
)
def test_several_addresses_with_anything_between_them(text):
    assert [c.email for c in candidates(read_addresses(text))] == ["a@x.example", "b@x.example", "c@x.example"]


def test_several_named_people_on_a_line_keep_their_names():
    found = candidates(read_addresses("Ann A <a@x.example>, X Lab; Bo B <b@x.example>; Cy C <c@x.example>, Z Lab"))

    assert found == [
        Candidate("a@x.example", "Ann A", "X Lab"),
        Candidate("b@x.example", "Bo B"),
        Candidate("c@x.example", "Cy C", "Z Lab"),
    ]


def test_number_at_the_end_is_the_load():
    assert candidates(read_addresses("Ada Lovelace <ada@college.example>, Databricks, Inc, 3")) == [
        Candidate("ada@college.example", "Ada Lovelace", "Databricks, Inc", 3)
    ]


def test_malformed_lines_are_told_by_number_and_the_others_read():
    lines = read_addresses("a@x.example\nnobody here\nb@x\n\nc@x.example, 500")

    assert [(line.number, line.candidate is None) for line in lines] == [(1, False), (2, True), (3, True), (5, True)]
    assert lines[1].problem == "There is no e-mail address in this line."
    assert "b@x" in lines[2].problem
    assert "load" in lines[3].problem


@pytest.mark.parametrize(
    "table",
    [
        b'name,email,affiliation,max_load\r\nAda Lovelace,ada@college.example,"Databricks, Inc",3\r\n',
        b'max_load;affiliation;email;name\n3;"Databricks, Inc";ADA@college.example;Ada Lovelace\n',
        b"E-mail\tFirst name\tLast name\tInstitution\tload\nada@college.example\tAda\tLovelace\tDatabricks, Inc\t3\n",
        b'Ada Lovelace,ada@college.example,"Databricks, Inc",3',
        b'\xef\xbb\xbfName,Email,Affiliation,Load\nAda Lovelace,ada@college.example,"Databricks, Inc",3\n\n',
        'Name,Email,Affiliation,Load\nAda Lovelace,ada@college.example,"Databricks, Inc",3'.encode("utf-16"),
        b'"Ada Lovelace <ada@college.example>","Databricks, Inc",3',
    ],
)
def test_table_in_any_sane_form(table):
    assert candidates(read_csv(table)) == [Candidate("ada@college.example", "Ada Lovelace", "Databricks, Inc", 3)]


def test_letters_of_other_alphabets_and_of_old_programs():
    assert candidates(read_csv("name,email\nJosé Núñez,j@x.example".encode("cp1252")))[0].name == "José Núñez"
    assert candidates(read_csv("name,email\n高橋 直子,n@x.example".encode()))[0].name == "高橋 直子"


def test_unquoted_comma_is_a_mistake_of_that_line_alone():
    lines = read_csv(b"name,email,affiliation\nAda,ada@x.example,Databricks, Inc\nBo,bo@x.example,X\n")

    assert [line.number for line in lines] == [2, 3]
    assert "double quotes" in lines[0].problem
    assert lines[1].candidate == Candidate("bo@x.example", "Bo", "X")


def test_line_numbers_are_those_of_the_file_also_after_a_cell_of_two_lines():
    lines = read_csv(b'name,email,affiliation\n"Ada\nLovelace",ada@x.example,X\nBo,nothing,Y\n')

    assert [(line.number, bool(line.candidate)) for line in lines] == [(2, True), (4, False)]
    assert lines[0].candidate.name == "Ada Lovelace"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n\n",
        b"\x00\x01\x02\xff\xfe" * 50,
        b'"' * 5000,
        b'name,email\n"open,a@x.example\n' + b"x" * 200_000,
        b"PK\x03\x04" + bytes(range(256)) * 20,
        b"," * 100_000,
        b"email\n" + b"@\n" * 500,
        b"email,email,email\na@x.example,b@x.example,\n",
        b"a" * 299_000,
    ],
)
def test_hostile_table_gives_sentences_and_nobody(data):
    lines = read_csv(data)

    assert lines
    assert all(line.problem for line in lines if line.candidate is None)
    assert {c.email for c in candidates(lines) if c} <= {"a@x.example", "b@x.example"}


@pytest.mark.parametrize(
    "text",
    [
        "x" * 400_000,
        "x" * 299_000,
        "@" * 299_000,
        "\n" * 5000,
        "a@x.example\r\nBcc: everybody@y.example",
        "Eve\r\nSubject: hello <e@x.example>",
        "=HYPERLINK(1) <e@x.example>",
        "<script>alert(1)</script> <e@x.example>",
        "\u202ereversed <e@x.example>",
        "@@@@@@",
        '"' * 1000 + "@x.example",
    ],
)
def test_hostile_text_never_puts_a_line_break_or_a_hidden_sign_into_a_name(text):
    for line in read_addresses(text):
        assert line.candidate or line.problem
        if line.candidate:
            for part in (line.candidate.name, line.candidate.email, line.candidate.affiliation):
                assert part.isprintable()


def test_a_table_becomes_text_that_reads_the_same_with_the_same_line_numbers():
    lines = read_csv(
        b'name,email,affiliation,load\nAda Lovelace,a@x.example,"Databricks, Inc",3\nBo,broken,,\nCy,c@x.example,,\n'
    )

    again = read_addresses(as_text(lines))

    assert candidates(again) == candidates(lines)
    assert [line.number for line in again] == [line.number for line in lines] == [2, 3, 4]


def test_a_long_gap_in_a_line_is_read_at_once():
    begun = time.perf_counter()
    (line,) = read_addresses("a@x.example Databricks" + "\t" * 200_000 + "x")

    assert time.perf_counter() - begun < 2
    assert line.candidate.affiliation == "Databricks x"


@pytest.mark.parametrize("gap", [", ", " ,", ";", "\t", "  \t ", ", ,", " ; "])
def test_a_load_stands_behind_any_sign_between_cells(gap):
    (line,) = read_addresses(f"Ada <a@x.example>, Databricks{gap}3 ")

    assert (line.candidate.affiliation, line.candidate.max_load) == ("Databricks", 3)
