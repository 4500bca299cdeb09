"""Made-up editions in plain values: everybody bids by chance, more gladly on what is near; rings can be planted."""

import numpy as np

from reviews.collusion.statistics.scene import Scene, bands_of


def edition(seed: int, people: int = 16, papers: int = 20, bids: int = 4, ring: int = 0) -> Scene:
    """Return one; a ring of so many authors bid eagerly on all papers of each other."""
    rng = np.random.default_rng(seed)
    wrote = np.array(sorted({(int(rng.integers(people)), paper) for paper in range(papers)}))
    band = bands_of(rng.random((people, papers)).astype(np.float32), wrote)
    eager = {(person, paper) for person in range(people) for paper in chosen(rng, band[person], bids)}
    members = sorted(set(wrote[:, 0].tolist()))[:ring]
    eager |= {(one, paper) for one in members for other, paper in wrote.tolist() if other in members and one != other}
    assigned = {(one, paper) for paper in range(papers) for one in some(rng, np.flatnonzero(band[:, paper] >= 0), 2)}
    nothing = np.zeros(papers, dtype=np.int64)
    return Scene(people, papers, np.array(sorted(eager)), nothing, band, wrote, np.array(sorted(assigned)))


def members_of_ring(scene: Scene, ring: int) -> list[int]:
    """Return who was planted."""
    return sorted(set(scene.wrote[:, 0].tolist()))[:ring]


def chosen(rng: np.random.Generator, band: np.ndarray, bids: int) -> list[int]:
    """Return papers to bid on, those in a higher third more likely."""
    possible = np.flatnonzero(band >= 0)
    weight = np.exp(2.0 * band[possible])
    return [int(paper) for paper in rng.choice(possible, bids, replace=False, p=weight / weight.sum())]


def some(rng: np.random.Generator, among: np.ndarray, number: int) -> list[int]:
    """Return so many of these."""
    return [int(one) for one in rng.choice(among, number, replace=False)]
