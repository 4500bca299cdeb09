"""What a report on unusual bids costs at a conference's size: `python -m want.demo.bench.collusion`. No database.

Made-up editions of 911 papers and 2,435 reviewers, as many as ICLR 2018 had: three authors a paper from the committee,
bids by chance, gladder on what is near, and three reviewers a paper. Nothing is planted, so most p should be large.
"""

import resource
import sys
import time

import numpy as np

from reviews.collusion.statistics.report import kinds_of
from reviews.collusion.statistics.scene import Scene, bands_of

PEOPLE, PAPERS, AUTHORS, REVIEWERS = 2435, 911, 3, 3
EAGER = ((2, 999), (5, 499), (20, 499))  # eager bids a person, and how many shuffles a report makes then


def main() -> None:
    """Print a table."""
    sys.stdout.write("| eager bids | shuffles | seconds | of a core | MB | smallest p |\n|---|---|---|---|---|---|\n")
    for bids, shuffles in EAGER:
        scene = _scene(bids)
        started, spent = time.perf_counter(), time.process_time()
        kinds = kinds_of(scene, number=shuffles, seed=1)
        took, used = time.perf_counter() - started, time.process_time() - spent
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        least = min(kind.p for kind in kinds)
        row = f"| {len(scene.eager):,} | {shuffles} | {took:.1f} | {used:.1f} | {peak} | {least:.3f} |\n"
        sys.stdout.write(row)
        sys.stdout.flush()


def _scene(bids: int) -> Scene:
    rng = np.random.default_rng(1)
    authors = {(int(rng.integers(PEOPLE)), paper) for paper in range(PAPERS) for _ in range(AUTHORS)}
    wrote = np.array(sorted(authors))
    band = bands_of(rng.random((PEOPLE, PAPERS)).astype(np.float32), wrote)
    eager = [(person, paper) for person in range(PEOPLE) for paper in _liked(band[person], bids, rng)]
    readers = [rng.choice(np.flatnonzero(band[:, paper] >= 0), REVIEWERS, replace=False) for paper in range(PAPERS)]
    assigned = [(int(person), paper) for paper, found in enumerate(readers) for person in found]
    nothing = np.zeros(PAPERS, dtype=np.int64)
    return Scene(PEOPLE, PAPERS, np.array(sorted(eager)), nothing, band, wrote, np.array(sorted(assigned)))


def _liked(band: np.ndarray, bids: int, rng: np.random.Generator) -> list[int]:
    possible = np.flatnonzero(band >= 0)
    weight = np.exp(2.0 * band[possible])
    return [int(paper) for paper in rng.choice(possible, bids, replace=False, p=weight / weight.sum())]


if __name__ == "__main__":
    main()
