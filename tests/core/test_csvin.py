"""Tables that people upload are read whatever ends their lines; what is no table is told by its line, never a fault."""

import io
import tracemalloc

import pytest

from reviews.assignment.table import read_table
from reviews.bidding.files import read_bids
from reviews.formula.scores import read_scores
from want.core.csvin import lines_of, rows_of

LONG = "x" * 200_000


def read(text: str) -> tuple[list[list[str]], list[int]]:
    refused: list[int] = []
    return [cells for _, cells in rows_of(text, lambda line, _: refused.append(line))], refused


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(end):
    assert read(f"101, eager{end}102,eager{end}") == ([["101", "eager"], ["102", "eager"]], [])


def test_mixed_ends_nuls_and_a_quote_without_an_end():
    assert read('1,a\rb,c\rd\n2\0,b\n"3,c') == ([["1", "a"], ["b", "c"], ["d"], ["2", "b"], ["3,c"]], [])


@pytest.mark.parametrize("end", ["\n", ""])
def test_large_file_is_read_without_being_held(end):
    file = io.BytesIO(b"101,rita@x.example,0.25" * 3 + (end or ",").encode())
    file = io.BytesIO(file.getvalue() * 100_000)
    tracemalloc.start()
    rows = sum(1 for _ in rows_of(lines_of(file), lambda *_: None))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert rows == (100_000 if end else 35)  # without ends of lines it is read in parts
    assert peak < 6_000_000
    assert not file.closed


def test_cell_without_measure_ends_the_table_and_is_told():
    assert read(f"1,a\n2,{LONG}\n3,c\n") == ([["1", "a"]], [2])
    assert [problem.split(":")[0] for problem in read_bids(f"1,eager\n2,{LONG}\n").problems] == ["Line 2"]
    assert read_scores(f"2,{LONG}\n", {}, {}).problems[0].startswith("Line 1: from here on")
    assert [line.error for line in read_table(f"1,a@x.example\n2,{LONG}\n").lines] == [
        "",
        "A line needs a paper and a person.",
    ]
