"""The answer of every rule: Yes, or No with a sentence a person can read. Called by all rules, policies and actions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer that is truthy when allowed; `reason` is a whole sentence when it is not."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(allowed=True)


def no(reason: str) -> Verdict:
    """Return a refusal that says why, in a sentence for the person who asked."""
    return Verdict(allowed=False, reason=reason)


class Refused(Exception):  # noqa: N818 (it is no error that somebody asked)
    """An action was asked for that its rule forbids. `str(error)` is the reason, fit for the screen."""


def require(verdict: Verdict) -> None:
    """Raise Refused with the verdict's reason unless it allows."""
    if not verdict:
        raise Refused(verdict.reason)
