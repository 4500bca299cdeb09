"""Count what holds and keep in words what does not. Called by every act and every proof of the rehearsal."""

import threading
import traceback
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable

from want.demo.rehearsal.forms import Unfillable
from want.demo.rehearsal.person import Surprise

AT_MOST = 5  # offenders that a failure names


class Checks:
    """The ledger: how many statements held, and the sentences of those that did not. Safe among threads."""

    def __init__(self) -> None:
        self.passed = 0
        self.failures: list[str] = []
        self.surprises = 0  # how often somebody could not do what the play asks of them
        self.stage = ""
        self._lock = threading.Lock()

    def holds(self, statement: object, sentence: str, otherwise: str = "") -> bool:
        """Note whether a statement is true; `otherwise` tells what was found instead."""
        with self._lock:
            if statement:
                self.passed += 1
            else:
                self.failures.append(f"{self.stage}: not so: {sentence}." + (f" {otherwise}" if otherwise else ""))
        return bool(statement)

    def equal(self, found: object, expected: object, sentence: str) -> bool:
        """Note whether two values are the same."""
        return self.holds(found == expected, sentence, f"Found {found!r}, expected {expected!r}.")

    def none(self, offenders: Iterable[object], sentence: str) -> bool:
        """Note that there is nobody and nothing against a statement; a failure names the first few."""
        there = list(offenders)
        named = "; ".join(str(one) for one in there[:AT_MOST])
        return self.holds(not there, sentence, f"{len(there)} against it: {named}")

    def alike(self, found: Iterable[Hashable], expected: Iterable[Hashable], sentence: str) -> bool:
        """Note whether two collections hold the same things equally often; a failure names the differences."""
        there, wanted = Counter(list(found)), Counter(list(expected))
        missing, extra = list((wanted - there).elements()), list((there - wanted).elements())
        words = [_few("Missing", missing), _few("Too many", extra)]
        return self.holds(there == wanted, f"{sentence} ({sum(wanted.values())})", " ".join(w for w in words if w))

    def done(self, sentence: str, act: Callable[[], object]) -> bool:
        """Do something as a person; a surprise on the way is a failure in words, and others go on."""
        try:
            act()
        except (Surprise, Unfillable, OSError) as problem:
            otherwise = f"{type(problem).__name__}: {problem}"
        except Exception:
            otherwise = traceback.format_exc(limit=-3)
        else:
            return self.holds(True, sentence)
        self.surprises += 1
        return self.holds(False, sentence, otherwise)


def _few(word: str, things: Collection[object]) -> str:
    if not things:
        return ""
    return f"{word} {len(things)}: " + "; ".join(str(one) for one in list(things)[:AT_MOST]) + "."
