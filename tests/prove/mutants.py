"""How much the tests of the policy notice: break one rule of it at a time, and see whether a test fails.

`python -m tests.prove.mutants` (part of `make prove`) takes each of the policy's four files and removes or inverts one
thing: a relation that sees, a circumstance, a stage, a state, a test. A mutant is caught if a cell of the tables is
answered wrongly, or else if one of the policy's own tests fails. One that answers alike in every case there is (each
standing, state, stage and mixture of terms that can be told apart) is no other policy, and is counted apart.
"""

import ast
import copy
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from itertools import product
from pathlib import Path
from shutil import copytree, ignore_patterns
from types import ModuleType

from reviews.visibility.case import AssignmentState, Case, Standing, Terms
from reviews.visibility.policy import Fact, visible_facts
from submissions.states import Status
from tests.prove.breaking import changes
from tests.reviews.visibility.matrix import ACTORS, mixtures, read_situations, read_switches
from want.venues.stages import Stage

ROOT = Path(__file__).parents[2]
CHAIN = ("relations", "when", "who_sees", "policy")  # in the order of their imports
PACKAGE = "reviews.visibility"
TESTS = ("tests/reviews/visibility/test_combinations.py", "tests/reviews/visibility/test_policy.py")
GRAVE = frozenset(
    {Fact.AUTHOR_IDENTITY, Fact.AUTHOR_EMAILS, Fact.REVIEWER_IDENTITY, Fact.CO_REVIEWER_NAMES, Fact.REVIEWER_EMAILS}
    | {fact for fact in Fact if "DECISION" in fact.name}
)
AT_LEAST = 0.98
Question = tuple[Case, frozenset[Fact], frozenset[Fact]]  # what must be seen, and what must not


@dataclass
class Summary:
    """What became of the mutants."""

    made: int = 0
    caught: int = 0
    alike: int = 0
    survivors: list[str] = field(default_factory=list)
    grave: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Tell whether enough was noticed, and everything about identities and decisions."""
        real = self.made - self.alike
        return self.caught >= AT_LEAST * real and not self.grave


@dataclass(frozen=True)
class Mutant:
    """One module with one thing broken."""

    module: str
    line: int
    what: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"{self.module}.py, line {self.line}: {self.what}"


def mutants() -> Iterator[Mutant]:
    """Yield every mutant of the policy."""
    for module in CHAIN:
        tree = ast.parse((ROOT / PACKAGE.replace(".", "/") / f"{module}.py").read_text())
        for number, node in enumerate(ast.walk(tree)):
            for what, change in changes(node):
                broken = copy.deepcopy(tree)
                twin = next(other for at, other in enumerate(ast.walk(broken)) if at == number)
                if change(twin):
                    yield Mutant(module, getattr(node, "lineno", 0), what, ast.fix_missing_locations(broken))


def questions() -> list[Question]:
    """Return each different question of the tables, with what must and must not be seen."""
    asked: dict[Case, tuple[frozenset[Fact], frozenset[Fact]]] = {}
    for situation in read_situations():
        for conditions in mixtures(read_switches()):
            seen = frozenset(fact for fact in Fact if situation.expects(fact, conditions))
            asked[situation.case(conditions)] = seen, frozenset(Fact) - seen
    return [(case, *expected) for case, expected in asked.items()]


def every_case() -> list[Case]:
    """Return a case for each mixture of roles and ties, state and stage with all terms off and all on; and for each
    actor of the tables, state and stage with each term alone on and alone off."""
    flags = ("is_chair", "is_area_chair", "is_reviewer", "is_author", "is_conflicted", "is_assigned_area_chair")
    standings = [*ACTORS.values(), Standing(is_signed_in=True, is_active=False, is_chair=True, is_reviewer=True)]
    for values in product((False, True), repeat=len(flags)):
        held = dict(zip(flags, values, strict=True))
        standings += [Standing(is_signed_in=True, assignment=one, **held) for one in AssignmentState]
    for near in ("is_unverified_author", "is_former_author"):
        standings += [Standing(is_signed_in=True, is_chair=chair, is_reviewer=True, **{near: True}) for chair in (0, 1)]
    for broken, conflict in product((False, True), repeat=2):
        whole = Standing(is_signed_in=True, is_superuser=True, has_broken_glass=broken, is_conflicted=conflict)
        standings += [whole, Standing(is_signed_in=True, has_broken_glass=broken)]
    names = [one.name for one in fields(Terms)]
    extremes = [Terms(**dict.fromkeys(names, value)) for value in (False, True)]
    alone = [Terms(**{name: (name == one) is on for name in names}) for one in names for on in (True, False)]
    wide = product(dict.fromkeys(standings), Status, Stage, extremes)
    deep = product(dict.fromkeys(ACTORS.values()), Status, Stage, alone)
    return [Case(*one) for one in (*wide, *deep)]


def main() -> int:
    """Break the policy in every way, print what was noticed, and return 0 if it is enough."""
    started, asked, summary = time.monotonic(), questions(), Summary()
    suspects = []
    random.Random(0).shuffle(asked)  # so that whatever is wrong is met soon
    for mutant in mutants():
        summary.made += 1
        verdict = _in_a_child(lambda policy: _first_wrong(policy, asked), mutant)
        summary.caught += verdict
        suspects += [] if verdict else [mutant]
    cases = every_case() if suspects else []
    usual = [visible_facts(case) for case in cases]
    for mutant in suspects:
        if not _in_a_child(lambda policy: any(policy(c) != u for c, u in zip(cases, usual, strict=True)), mutant):
            summary.alike += 1
        elif _tests_fail(mutant):
            summary.caught += 1
        else:
            summary.survivors.append(str(mutant))
            if _in_a_child(
                lambda policy: any((policy(c) ^ u) & GRAVE for c, u in zip(cases, usual, strict=True)), mutant
            ):
                summary.grave.append(str(mutant))
    for survivor in summary.survivors:
        print(f"  not noticed: {survivor}{' (identities or decisions)' if survivor in summary.grave else ''}")
    real = summary.made - summary.alike
    print(
        f"{summary.made} mutants of the policy, {summary.alike} of them the same policy; "
        f"{summary.caught} of {real} caught ({summary.caught / real:.1%}), {len(summary.grave)} about identities or "
        f"decisions missed; "
        f"{time.monotonic() - started:.0f} s"
    )
    return 0 if summary.holds else 1


def _first_wrong(policy, asked: list[Question]) -> bool:
    return any(not must <= policy(case) or policy(case) & must_not for case, must, must_not in asked)


def _in_a_child(found, mutant: Mutant) -> bool:
    """Tell whether `found` is true of the mutated policy: asked in a process of its own. A crash counts as found."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(1 if found(_mutated(mutant)) else 0)
        except BaseException:
            os._exit(1)  # whatever a broken policy does is noticed
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def _mutated(mutant: Mutant):
    """Load the policy's modules anew with the mutant in its place; return what it says of a case."""
    for module in CHAIN:
        name = f"{PACKAGE}.{module}"
        path = ROOT / name.replace(".", "/")
        tree = mutant.tree if module == mutant.module else ast.parse(path.with_suffix(".py").read_text())
        made = ModuleType(name)
        sys.modules[name] = made
        exec(compile(tree, str(path), "exec"), made.__dict__)
    return sys.modules[f"{PACKAGE}.policy"].visible_facts


def _tests_fail(mutant: Mutant) -> bool:
    """Run the policy's own tests on a copy of the project that has the mutant in it."""
    with tempfile.TemporaryDirectory(prefix="want-mutant-") as folder:
        place = Path(folder) / "copy"
        copytree(ROOT, place, ignore=ignore_patterns(".*", "__pycache__", "docs", "staticfiles"))
        (place / PACKAGE.replace(".", "/") / f"{mutant.module}.py").write_text(ast.unparse(mutant.tree))
        program = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *TESTS]
        return subprocess.run(program, cwd=place, capture_output=True, check=False).returncode == 1


if __name__ == "__main__":
    raise SystemExit(main())
