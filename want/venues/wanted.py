"""The two editions of WANT as facts: what `manage.py seed_editions` makes of an empty database.

What the workshop announced itself is said so; the windows between (bidding, reviewing, response, discussion) were
never published and are ours, laid so that they fit between its paper deadline and its notification. The long texts
lie beside this file, in texts/, in our own words.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from want.core.timewords import AOE
from want.venues.stages import Stage

TEXTS = Path(__file__).parent / "texts"

VENUE = {
    "slug": "want",
    "name": "WANT",
    "full_name": "Workshop on Advancing Neural Network Training: "
    "Computational Efficiency, Scalability, and Resource Optimization",
}

TOPICS = [
    ("Training for large-scale models", "What makes models train that fit no single device, machine or budget."),
    (
        "Efficient training for applications",
        "Training cheaply where it is put to use, and what a field's data and constraints ask of it.",
    ),
    (
        "Model, tensor, data and other parallelisms",
        "How to divide a model and its data over devices, and how to find the best division.",
    ),
    ("Pipelining", "Schedules of stages and micro-batches that leave no device idle, and the memory they take."),
    (
        "Communication optimisation",
        "Collectives, compression and overlap: moving less, later, or while something else is computed.",
    ),
    (
        "Re-materialisation",
        "Computing activations again instead of keeping them: which to drop, when, and at what price.",
    ),
    ("Offloading", "Host memory and disks as part of the memory that training has."),
    ("Efficient computations", "Low precision, sparsity, tensorised layers, kernels and compilers."),
    ("Energy-efficient training", "Measuring and lowering the electricity and the carbon that training takes."),
    (
        "Efficient data loading and preprocessing",
        "Keeping accelerators fed: formats, caches, augmentation and selection of data.",
    ),
    (
        "Network-aware resource allocation",
        "Placing jobs and their parts with the topology and the load of the network in mind.",
    ),
    (
        "Architecture-aware resource allocation",
        "Matching models to unlike devices, memories and interconnects.",
    ),
    ("Scheduling for AI", "Queues, sharing, preemption and fairness on clusters that train and serve models."),
]

AREAS = [
    "Natural language processing",
    "Computer vision",
    "Climate and earth science",
    "Medicine and healthcare",
    "Finance",
    "Manufacturing",
    "High-performance computing",
    "AI for science",
    "Other",
]


def aoe(year: int, month: int, day: int) -> datetime:
    """Return the last minute of a day anywhere on Earth."""
    return datetime(year, month, day, 23, 59, tzinfo=AOE)


def noon(year: int, month: int, day: int) -> datetime:
    """Return noon of a day in UTC, which is when that day has begun everywhere."""
    return datetime(year, month, day, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """One edition: its fields, the windows of its stages, and its kinds of paper."""

    fields: dict[str, Any]
    windows: dict[Stage, tuple[datetime, datetime]]
    types: list[tuple[str, int, str]]
    texts: tuple[str, ...] = field(default=("about", "call", "instructions"))

    @property
    def slug(self) -> str:
        """Return the edition's short name."""
        return self.fields["slug"]

    def text(self, part: str) -> str:
        """Return one of the long texts."""
        return (TEXTS / f"{self.slug}-{part}.md").read_text(encoding="utf-8")


ICML_2024 = EditionFacts(
    fields={
        "slug": "icml2024",
        "name": "WANT@ICML 2024",
        "title": "2nd Workshop on Advancing Neural Network Training (WANT): "
        "Computational Efficiency, Scalability, and Resource Optimization",
        "tagline": "How to train neural networks with less time, less memory and less energy.",
        "place": "Vienna and online",
        "held_on": date(2024, 7, 27),  # announced
        "notification_at": aoe(2024, 6, 17),  # announced
        "contact": "want.ai.hpc@gmail.com",
        "homepage": "https://want-ai-hpc.github.io/",
        "template_url": "https://github.com/want-ai-hpc/want_icml_2024_templates",
        "is_public": True,
    },
    windows={
        Stage.SUBMISSION: (noon(2024, 4, 26), aoe(2024, 5, 28)),  # announced
        Stage.BIDDING: (noon(2024, 5, 30), aoe(2024, 6, 1)),
        Stage.REVIEWING: (noon(2024, 6, 3), aoe(2024, 6, 11)),
        Stage.REBUTTAL: (noon(2024, 6, 12), aoe(2024, 6, 13)),
        Stage.DISCUSSION: (noon(2024, 6, 14), aoe(2024, 6, 15)),
        Stage.CAMERA_READY: (noon(2024, 6, 18), aoe(2024, 7, 8)),
    },
    types=[("Paper", 8, "Finished or well advanced work; six to eight pages serve most papers best.")],
)

NEURIPS_2023 = EditionFacts(
    fields={
        "slug": "neurips2023",
        "name": "WANT@NeurIPS 2023",
        "title": "Workshop on Advancing Neural Network Training (WANT): "
        "Computational Efficiency, Scalability, and Resource Optimization",
        "tagline": "The first meeting of those who work on the cost of training.",
        "place": "New Orleans and online",
        "held_on": date(2023, 12, 16),  # announced
        "notification_at": aoe(2023, 10, 27),  # announced
        "contact": "want.ai.hpc@gmail.com",
        "homepage": "https://want-ai-hpc.github.io/",
        "template_url": "https://github.com/want-ai-hpc/want_neurips_2023_templates",
        "is_public": True,
        "assigned_at": noon(2023, 10, 9),
        "released_at": noon(2023, 10, 27),
        "archived_at": noon(2023, 12, 31),  # its papers are on OpenReview, so none were published here
    },
    windows={
        Stage.SUBMISSION: (noon(2023, 8, 14), aoe(2023, 10, 6)),  # announced, as extended
        Stage.BIDDING: (noon(2023, 10, 7), aoe(2023, 10, 8)),
        Stage.REVIEWING: (noon(2023, 10, 9), aoe(2023, 10, 20)),
        Stage.DISCUSSION: (noon(2023, 10, 21), aoe(2023, 10, 24)),
        Stage.CAMERA_READY: (noon(2023, 10, 28), aoe(2023, 11, 26)),
    },
    types=[
        ("Full paper", 9, "Finished work."),
        ("Short paper", 4, "Early ideas, tools and lessons learned."),
    ],
)

EDITIONS = [NEURIPS_2023, ICML_2024]
