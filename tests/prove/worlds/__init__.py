"""A world: an edition in one stage with one subject paper in one state, everybody of the tables, and a canary in each
fact. Neighbouring papers, other reviewers and bidders stand around it so that no list is trivial.

Scores cannot be words. The grades of a paper's parts are therefore numbers that no scale has (the database keeps them,
the pages print them), and the overall scores are a pair nobody else has, searched for as it is drawn.
"""

from tests.prove.worlds.building import build
from tests.prove.worlds.world import ANONYMOUS, KEY, World

__all__ = ["ANONYMOUS", "KEY", "World", "build"]
