"""The measurement of the solver says what it leaves out without real data, and how that is to be had."""

import json

import pytest

from want.demo.bench.assignment import main

NONE_MADE_UP = ["--sizes", ""]


def test_what_needs_real_data_is_named_as_left_out(capsys):
    assert main(NONE_MADE_UP) == 0

    told = capsys.readouterr().out
    assert "Left out: how well affinities order papers. `make bench-assignment EXPERTISE=FILE`" in told
    assert "https://github.com/niharshah/goldstandard-reviewer-paper-match" in told
    assert "Left out: instances of real editions. `make bench-assignment INSTANCE=FILE.npz`" in told


def test_ratings_of_the_form_that_is_named_are_measured(capsys, tmp_path):
    texts = {"own": "Rain and clouds", "near": "Clouds of rain", "far": "Proofs of lemmas"}
    person = {"profiles": [["own"]], "ratings": {"near": 5, "far": 1}}
    documents = {key: {"title": title, "abstract": None} for key, title in texts.items()}
    file = tmp_path / "gold.json"
    file.write_text(json.dumps({"documents": documents, "reviewers": [person]}))

    assert main([*NONE_MADE_UP, "--expertise", str(file)]) == 0

    told = capsys.readouterr().out
    assert "| words alone | 0.0000 |" in told
    assert "how well affinities order papers" not in told


def test_file_that_is_not_there_is_refused_in_words(capsys):
    with pytest.raises(SystemExit):
        main([*NONE_MADE_UP, "--instance", "nowhere.npz"])

    assert "There is no file nowhere.npz. See --help for what it holds" in capsys.readouterr().err
