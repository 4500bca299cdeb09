"""The demo's papers: titles, abstracts and reviews in our own words, drawn with a seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

# For each of the 13 topics (by position): subjects one could write about.
SUBJECTS = [
    [
        "Scaling Laws under a Fixed Power Budget",
        "Pre-training on Ten Thousand Accelerators",
        "Loss Spikes in Long Runs",
    ],
    ["Fine-tuning Climate Emulators", "Training Medical Segmenters", "Language Models for Small Languages"],
    ["Sequence Parallelism", "Fully Sharded Training", "Expert Parallelism", "Three-dimensional Parallelism"],
    ["Pipeline Bubbles", "Zero-bubble Schedules", "Uneven Pipeline Stages"],
    ["Gradient Compression", "Overlapped All-reduce", "Local Updates", "Sparse Communication"],
    ["Activation Checkpointing", "Optimal Re-materialisation", "Selective Recomputation"],
    ["Optimizer-state Offloading", "Tiered Memory", "Weights on Flash Storage"],
    [
        "Eight-bit Optimizers",
        "Tensor-train Layers",
        "Stochastic Rounding",
        "Low-rank Gradients",
        "Block Floating Point",
    ],
    ["The Energy of a Training Step", "Carbon-aware Training", "Frequency Scaling of Accelerators"],
    ["Data Loading for Volumetric Images", "Tokenisation at Line Rate", "Shuffling without Memory"],
    ["Placement on Dragonfly Networks", "Congestion-aware Collectives"],
    ["Mixed Accelerator Fleets", "Allocation on Heterogeneous Nodes"],
    ["Elastic Jobs", "Fair Sharing of Training Clusters", "Preemption without Regret"],
]
FRAMES = [
    "{s}, Revisited",
    "How Far Can {s} Go?",
    "{s} on Commodity Hardware",
    "A Cost Model for {s}",
    "Provable Guarantees for {s}",
    "{s} without Tuning",
    "Towards Practical {s}",
    "{s}: Measurements and Lessons",
    "{s} in One Pass",
    "When Does {s} Pay Off?",
]
KEYWORDS = (
    "distributed training, memory, throughput, optimisation, low precision, scheduling, energy, transformers, "
    "checkpointing, communication, sparsity, HPC, pipelines, fine-tuning, benchmarks"
).split(", ")
OPENINGS = [
    "Training cost is dominated by a few choices that are rarely measured together.",
    "Memory, not arithmetic, decides which models a laboratory can train.",
    "Practitioners still choose parallelism strategies by hand, and pay for it in idle accelerators.",
    "The gap between peak and achieved throughput keeps growing with every generation of hardware.",
]
METHODS = [
    "We derive a simple cost model whose parameters are fitted in under a minute on the target machine",
    "We propose a schedule that interleaves communication and recomputation",
    "We trade precision against the number of steps, $T(\\epsilon) = O(\\epsilon^{-2}\\log 1/\\epsilon)$",
    "We formulate placement as an integer programme and give an approximation with factor $1 - 1/e$",
    "We introduce a drop-in layer that stores only $r \\ll d$ directions of the gradient",
]
FINDINGS = [
    "On models from 350M to 7B parameters it reduces time per step by {a} % without loss of quality.",
    "It saves {a} % of peak memory at a slowdown of only {b} %.",
    "Across {b} clusters the predicted and the measured throughput differ by less than {b} %.",
    "Energy per token falls by {a} % at equal loss.",
]
CLOSINGS = [
    "Code and traces will be published.",
    "We discuss where the method does not help, and why.",
    "All experiments fit on a single node, so that others can repeat them.",
]


@dataclass(frozen=True, slots=True)
class Paper:
    """What the authors of a demo paper type into the form; `quality` is known to the reviewers only."""

    title: str
    abstract: str
    tldr: str
    keywords: list[str]
    topics: list[int]  # positions in the edition's list
    areas: list[int]
    quality: float  # about -2 to 2


DRAWS = 50  # of four hundred titles, before one gets a subtitle


def papers(count: int, rng: random.Random) -> list[Paper]:
    """Return so many papers with different titles, the same for the same random generator.

    While there are titles left none begins another: whoever looks for one on a page would find the other, too.
    """
    made: dict[str, Paper] = {}
    for number in range(count):
        drawn = (_paper(rng) for _ in range(DRAWS))
        paper = next((one for one in drawn if one.title not in made), None)
        paper = paper or _with_subtitle(_paper(rng), number, rng)
        made[paper.title] = paper
    return list(made.values())


def earlier_papers(topics: Sequence[int], count: int, rng: random.Random) -> list[Paper]:
    """Return papers that somebody who knows these topics, by position, may have written before; titles differ."""
    written = (_paper(rng, rng.choice(topics)) for _ in range(count))
    return list({paper.title: paper for paper in written}.values())


def _paper(rng: random.Random, topic: int | None = None) -> Paper:
    topic = rng.randrange(len(SUBJECTS)) if topic is None else topic
    title = rng.choice(FRAMES).format(s=rng.choice(SUBJECTS[topic]))
    a, b = rng.randrange(12, 58), rng.randrange(2, 9)
    finding = rng.choice(FINDINGS).format(a=a, b=b)
    abstract = f"{rng.choice(OPENINGS)} {rng.choice(METHODS)}. {finding} {rng.choice(CLOSINGS)}"
    others = rng.sample(range(len(SUBJECTS)), rng.choice([0, 1, 1, 2]))
    return Paper(
        title=title,
        abstract=abstract,
        tldr=finding,
        keywords=rng.sample(KEYWORDS, 4),
        topics=sorted({topic, *others}),
        areas=sorted(rng.sample(range(9), rng.choice([0, 1, 1, 2]))),
        quality=rng.gauss(0, 1),
    )


def _with_subtitle(paper: Paper, number: int, rng: random.Random) -> Paper:
    place = rng.choice(["Small Clusters", "Long Contexts", "Vision Models", "Edge Servers", "Sparse Experts"])
    title = f"{paper.title.rstrip('?')}: The Case of {place} ({number})"
    return Paper(title, paper.abstract, paper.tldr, paper.keywords, paper.topics, paper.areas, paper.quality)


STRENGTHS = [
    "The question matters to everybody who trains on a shared cluster, and the paper asks it clearly.",
    "The cost model is simple, and its predictions are checked against measurements on three machines.",
    "The ablation separates the effect of the schedule from that of the lower precision.",
    "The writing is easy to follow; figure 2 alone explains the idea.",
    "The authors say openly where the method does not help.",
]
WEAKNESSES = [
    "The strongest baseline is missing: with activation checkpointing tuned per layer the gain may shrink.",
    "All runs use one architecture; I would like to see at least one convolutional model.",
    "The variance over seeds is not reported, so differences below 2 % tell little.",
    "The claim about energy rests on a nominal power figure and not on measurements at the wall.",
    "Section 3 introduces notation that is used only once.",
]
QUESTIONS = [
    "How does the gain change when the interconnect is twice as fast?",
    "Is the memory figure the peak or the average over a step?",
    "Could the schedule be found once and reused for other batch sizes?",
]
CONFIDENTIAL = ["", "", "I have no concerns beyond those above.", "I would argue for this paper in a discussion."]


def review_of(quality: float, leniency: float, rng: random.Random) -> dict[str, object]:
    """Return the answers a reviewer of this leniency gives to a paper of this quality."""

    def near(centre: float, low: int, high: int) -> int:
        return max(low, min(high, round(rng.gauss(centre, 0.6))))

    merit = quality + leniency
    return {
        "overall": near(5.6 + 1.5 * merit, 1, 10),
        "confidence": near(3.4, 1, 5),
        "soundness": near(2.6 + 0.5 * merit, 1, 4),
        "presentation": near(2.8 + 0.4 * merit, 1, 4),
        "contribution": near(2.5 + 0.5 * merit, 1, 4),
        "strengths": "\n\n".join(f"- {s}" for s in rng.sample(STRENGTHS, 2)),
        "weaknesses": "\n\n".join(f"- {s}" for s in rng.sample(WEAKNESSES, 2)),
        "questions": rng.choice(QUESTIONS),
        "confidential": rng.choice(CONFIDENTIAL),
    }
