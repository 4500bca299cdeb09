"""Affinities at the command line, for anyone's own use.

`python -m reviews.affinity --papers papers.jsonl --reviewers reviewers.jsonl --out scores.csv [--no-encoder]`
A paper is {"id", "title", "abstract"}, a reviewer {"id", "papers": [{"title", "abstract"}, ...]}, one a line.
The answer has a line for each pair: paper, reviewer, score. A greater score is a better match; scores compare within
one file only. Pairs of which nothing is known are left out.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from reviews.affinity.encoder import encoder
from reviews.affinity.together import similarity_of


def main(words: list[str]) -> int:
    """Score all pairs of two files; return 0, or 2 if they cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m reviews.affinity", description=__doc__)
    parser.add_argument("--papers", type=Path, required=True)
    parser.add_argument("--reviewers", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--no-encoder", action="store_true", help="by words alone, even if the encoder is installed")
    asked = parser.parse_args(words)
    try:
        papers = [(str(row["id"]), text_of(row)) for row in _rows(asked.papers)]
        reviewers = [(str(row["id"]), [text_of(one) for one in row["papers"]]) for row in _rows(asked.reviewers)]
    except (KeyError, TypeError) as missing:
        sys.stderr.write(f"A line has no {missing}; see --help for what a line holds.\n")
        return 2
    except (OSError, ValueError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    model = None if asked.no_encoder else encoder()
    if model is None and not asked.no_encoder:
        sys.stderr.write("The encoder is not installed (requirements-encoder.txt): scores are by words alone.\n")
    scores = similarity_of([text for _, text in papers], [texts for _, texts in reviewers], model)
    with asked.out.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["paper", "reviewer", "score"])
        for row, column in np.argwhere(~np.isnan(scores)).tolist():
            rows.writerow([papers[row][0], reviewers[column][0], f"{scores[row, column]:.6f}"])
    return 0


def text_of(paper: Mapping[str, Any]) -> str:
    """Return title and abstract as one text."""
    return ". ".join(part for part in (paper.get("title"), paper.get("abstract")) if part)


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                try:
                    yield json.loads(line)
                except json.JSONDecodeError as error:
                    raise ValueError(f"{path}, line {number}: {error}") from error


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
