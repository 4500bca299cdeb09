"""The secrets of the pairs: each changes one thing in a world that some must not notice.

A secret names the facts that tell it. Whoever may see none of them may not notice; whose secret it is (`but`) knows
anyway.
"""

from tests.prove.secrets import committee, office, outcome, papers, reviews  # noqa: F401  (they enter themselves)
from tests.prove.secrets.secret import SECRETS, Secret

__all__ = ["SECRETS", "Secret"]
