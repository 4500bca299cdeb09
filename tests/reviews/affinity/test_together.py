"""Words and meaning together, and the command line that gives them to anybody."""

import csv
import json

import numpy as np
import pytest

from reviews.affinity.__main__ import main
from reviews.affinity.together import both

PIPELINES = {"title": "Pipelines without bubbles", "abstract": "Training in pipeline stages keeps devices busy."}
PROTEINS = {"title": "Folding proteins", "abstract": "Structures of proteins from sequences."}


def test_neither_drowns_the_other():
    words = np.array([[0.1, 0.3]], dtype=np.float32)
    meaning = np.array([[900.0, 100.0]], dtype=np.float32)

    assert both(words, meaning) == pytest.approx(np.array([[(1 + 2.25) / 2, (3 + 0.25) / 2]]))


def test_one_stands_for_both_where_the_other_is_unknown():
    words = np.array([[np.nan, 0.3, 0.1]], dtype=np.float32)
    meaning = np.array([[0.2, np.nan, 0.4]], dtype=np.float32)

    mixed = both(words, meaning)

    assert not np.isnan(mixed).any()


def test_without_meaning_words_are_left_as_they_are():
    words = np.array([[0.1, 0.3]], dtype=np.float32)

    assert both(words, None) is words


@pytest.fixture
def files(tmp_path):
    papers = [{"id": "p1", **PIPELINES}, {"id": "p2", **PROTEINS}]
    training = {"title": "Trained pipelines", "abstract": "Pipelined training stages."}
    reviewers = [{"id": "ann", "papers": [training]}, {"id": "new", "papers": []}]
    for name, rows in (("papers", papers), ("reviewers", reviewers)):
        (tmp_path / name).write_text("\n".join(map(json.dumps, rows)))
    return tmp_path


def test_command_line_scores_all_pairs_of_which_something_is_known(files):
    out = files / "scores.csv"

    status = main(
        ["--papers", str(files / "papers"), "--reviewers", str(files / "reviewers"), "--out", str(out), "--no-encoder"]
    )

    rows = list(csv.DictReader(out.read_text().splitlines()))
    assert status == 0
    assert [(row["paper"], row["reviewer"]) for row in rows] == [("p1", "ann"), ("p2", "ann")]
    assert float(rows[0]["score"]) > 0.1 > float(rows[1]["score"])


@pytest.mark.parametrize(
    ("content", "says"),
    [('{"id": "p1"\n', ", line 1: "), ('{"title": "x"}\n', "A line has no 'id'; see --help for what a line holds.")],
)
def test_a_broken_file_is_refused_in_words(files, content, says, capsys):
    (files / "papers").write_text(content)

    status = main(["--papers", str(files / "papers"), "--reviewers", str(files / "reviewers"), "--out", "/dev/null"])

    assert status == 2
    assert says in capsys.readouterr().err
