"""Tracks: a paper goes only to people who serve in its track. A row of yes and no a track, never a list of pairs.

Two tracks at 27,000 x 20,000 keep hundreds of millions of pairs apart; as pairs they would be gigabytes.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def checked(
    of_paper: ArrayLike, serving: ArrayLike, papers: int, reviewers: int
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return each paper's track and who serves in which (tracks x reviewers), or refuse them with a ValueError."""
    tracks, table = np.asarray(of_paper), np.asarray(serving)
    if not tracks.size and not table.size:
        return np.empty(0, dtype=np.int64), np.empty((0, reviewers), dtype=np.bool_)
    if table.ndim != 2 or table.shape[1] != reviewers:
        raise ValueError(
            f"reviewer_tracks must have a row for each track and a column for each reviewer ({reviewers}), "
            f"not {table.shape}."
        )
    if not np.isin(table, (0, 1)).all():
        raise ValueError("reviewer_tracks must be true or false for each track and reviewer.")
    if tracks.shape != (papers,):
        raise ValueError(f"paper_track must have one number for each paper: {papers}, not {tracks.shape}.")
    if papers and not np.issubdtype(tracks.dtype, np.integer):
        raise ValueError("paper_track must be whole numbers, the rows of reviewer_tracks.")
    outside = np.flatnonzero((tracks < 0) | (tracks >= len(table)))
    if len(outside):
        paper = int(outside[0])
        raise ValueError(f"Paper {paper} is in track {tracks[paper]}, but reviewer_tracks has {len(table)} rows.")
    return tracks.astype(np.int64), np.ascontiguousarray(table, dtype=np.bool_)
