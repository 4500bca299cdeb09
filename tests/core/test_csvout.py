"""A downloaded table holds what was in the rows, and no cell of it is a formula."""

import csv
from datetime import date
from decimal import Decimal

import pytest

from want.core.csvout import csv_lines, csv_response, safe_cell


def read(lines):
    return list(csv.reader("".join(lines).splitlines()))


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("x")', "+1+1", "-2+3", "@SUM(A1)", "\t1", "\r1", "  =1", "\N{FULLWIDTH EQUALS SIGN}1"]
)
def test_text_that_begins_like_a_formula_gets_an_apostrophe(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("sign", [";", "; ", ';"', "\t", "\n", "\r\n", ";;"])
def test_no_formula_begins_within_a_text_where_tables_are_divided_otherwise(sign):
    assert safe_cell(f'On ranks{sign}=HYPERLINK("x")') == f'On ranks{sign}\'=HYPERLINK("x")'
    assert safe_cell(f"On ranks{sign}a = b") == f"On ranks{sign}a = b"


def test_numbers_stay_numbers():
    cells = [safe_cell(value) for value in (-3, 2.5, Decimal("-1.20"), 0)]

    assert read(csv_lines(["a", "b", "c", "d"], [cells])) == [["a", "b", "c", "d"], ["-3", "2.5", "-1.20", "0"]]


def test_nothing_booleans_and_dates_are_words():
    assert [safe_cell(value) for value in (None, True, False, date(2024, 5, 1))] == ["", "yes", "no", "2024-05-01"]


def test_commas_quotes_and_lines_survive():
    rows = [['a,"b"', "one\ntwo", "é"]]

    assert list(csv.reader(iter("".join(csv_lines(["x", "y", "z"], rows)).splitlines(keepends=True))))[1] == rows[0]


def test_rows_are_made_while_they_are_sent():
    made = []

    def rows():
        for number in range(1000):
            made.append(number)
            yield [number]

    lines = csv_lines(["n"], rows())
    next(lines)

    assert len(made) == 200
    assert len(read([*lines])) == 800


def test_header_is_guarded_as_cells_are():
    assert read(csv_lines(["=A1"], [])) == [["'=A1"]]


def test_response_is_a_download_with_its_name_in_any_alphabet():
    response = csv_response('pa"pers é.csv', ["title"], [["Ä"]], byte_order_mark=True)

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == (
        "attachment; filename=\"pa_pers__.csv\"; filename*=UTF-8''pa%22pers%20%C3%A9.csv"
    )
    assert b"".join(response.streaming_content) == "\ufefftitle\r\nÄ\r\n".encode()
