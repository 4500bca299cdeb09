"""The order of the house, as data: imports point down, and the pure parts know nothing of Django."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# From the floor to the roof; packages on one line do not import one another.
FLOORS: list[tuple[str, ...]] = [
    ("want.core",),
    ("want.mail", "want.audit"),
    ("want.accounts",),
    ("want.venues",),
    ("want.desk",),
    ("submissions.states", "submissions.conflicts.institutions", "submissions.conflicts.records"),
    ("submissions.conflicts.derive",),
    ("submissions.conflicts.naming",),
    ("submissions.conflicts.stated",),
    ("submissions.models",),
    ("submissions",),
    ("reviews.models",),
    ("reviews.visibility",),
    ("reviews.affinity",),
    ("reviews.matching",),
    ("reviews.committee",),
    ("reviews.expertise",),
    ("reviews.break_glass",),
    ("reviews.desk_rejection",),
    ("reviews.conflicts",),
    ("reviews.bidding",),
    ("reviews.assignment",),
    ("reviews.late",),
    ("reviews.collusion",),
    ("reviews.formula",),
    ("reviews.progress",),
    ("reviews.circular",),
    ("reviews.reviewing",),
    ("reviews.rebuttal",),
    ("reviews.discussion",),
    ("reviews.metareview",),
    ("reviews.decisions",),
    ("reviews.proceedings",),
    ("reviews.publication",),
    ("reviews.paper_page",),
    ("reviews.importing",),
    ("reviews",),
    ("want.keeping",),
    ("want.demo",),
    ("want.settings", "want.urls", "want.wsgi", "want"),
]
RANK = {package: rank for rank, floor in enumerate(FLOORS) for package in floor}

PURE = [
    "want/core/verdict.py",
    "want/core/database.py",
    "want/venues/stages.py",
    "submissions/states.py",
    "submissions/conflicts/derive.py",
    "submissions/conflicts/records.py",
    "submissions/conflicts/naming.py",
    "submissions/conflicts/stated.py",
    "submissions/manuscripts/blind.py",
    "submissions/manuscripts/blinding",
    "submissions/manuscripts/checks",
    "submissions/manuscripts/front",
    "reviews/visibility/policy.py",
    "submissions/conflicts/institutions.py",
    "submissions/conflicts/lookalikes.py",
    "reviews/affinity",
    "reviews/formula/scores.py",
    "reviews/formula/rules.py",
    "reviews/matching/similar.py",
    "reviews/expertise/found.py",
    "reviews/expertise/bibtex.py",
    "reviews/expertise/exports.py",
    "reviews/assignment/solver",
    "reviews/collusion/statistics",
    "reviews/collusion/rules.py",
    "reviews/late/rules.py",
    "reviews/proceedings/bibtex.py",
]


def modules() -> Iterator[Path]:
    for top in ("want", "submissions", "reviews"):
        for path in sorted((ROOT / top).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def package_of(module: str) -> str | None:
    """Return the longest name of the order that this module lies in."""
    parts = module.split(".")
    return next((name for n in range(len(parts), 0, -1) if (name := ".".join(parts[:n])) in RANK), None)


def imports_of(path: Path) -> Iterator[tuple[str, int, bool]]:
    """Yield (imported module, line, whether it stands inside a function)."""
    tree = ast.parse(path.read_text())
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno, id(node) in inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            for alias in node.names:
                submodule = f"{node.module}.{alias.name}"
                yield (
                    submodule if package_of(submodule) != package_of(node.module) else node.module,
                    node.lineno,
                    id(node) in inside,
                )


def test_imports_point_down() -> None:
    upward = []
    for path in modules():
        own = package_of(name_of(path))
        for imported, line, _ in imports_of(path):
            other = package_of(imported)
            if own and other and own != other and RANK[other] >= RANK[own] and path.name != "apps.py":
                upward.append(f"{path.relative_to(ROOT)}:{line} ({own}) imports {imported} ({other})")

    assert upward == []


def test_imports_stand_at_the_top() -> None:
    """An import of ours inside a function hides a circle; apps.py alone must wait until Django has its models."""
    hidden = [
        f"{path.relative_to(ROOT)}:{line} imports {imported}"
        for path in modules()
        if path.name != "apps.py"
        for imported, line, is_inside in imports_of(path)
        if is_inside and package_of(imported)
    ]

    assert hidden == []


def test_every_folder_has_its_place_in_the_order() -> None:
    folders = {
        f"{top}.{p.parent.name}"
        for top in ("want", "submissions", "reviews")
        for p in (ROOT / top).glob("*/__init__.py")
    }

    unplaced = sorted(f for f in folders if package_of(f) in {None, "want"} and not f.endswith("migrations"))

    assert unplaced == []


@pytest.mark.parametrize("place", PURE)
def test_the_pure_parts_do_not_know_django(place: str) -> None:
    """Neither they nor what they import of ours."""
    path = ROOT / place
    waiting = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    seen: set[Path] = set()
    used = []

    while waiting:
        file = waiting.pop()
        seen.add(file)
        for name, line, _ in imports_of(file):
            if name.split(".")[0] == "django":
                used.append(f"{file.relative_to(ROOT)}:{line}")
            waiting += [f for f in files_of(name) if f not in seen]

    assert seen
    assert used == []


def files_of(module: str) -> list[Path]:
    """Return the file of a module of ours, if it is one."""
    base = ROOT.joinpath(*module.split("."))
    return [f for f in (base.with_suffix(".py"), base / "__init__.py") if f.is_file()]
