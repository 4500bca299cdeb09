"""What `make demo` prints of its cast."""

import pytest

from want.demo.personas import Persona, table


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([], "no papers"),
        ([7], "paper 7"),
        ([7, 12], "papers 7, 12"),
        ([1, 2, 3, 4, 5, 6], "papers 1, 2, 3, 4 and 2 more"),
    ],
)
def test_each_persona_has_a_line_with_papers_and_one_with_the_link(numbers, words):
    cast = [Persona("chair", "Clara Holm", "c@x.example", "http://127.0.0.1/a/", numbers)]

    assert list(table(cast)) == [f"  chair  Clara Holm  {words}", "         http://127.0.0.1/a/"]
