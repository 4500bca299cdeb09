"""A reason why a file cannot be taken."""


class Problem(Exception):  # noqa: N818 (a finding, not a fault of the program)
    """`str(problem)` is a sentence that its author can act on."""
