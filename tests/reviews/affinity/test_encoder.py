"""The encoder's network, on a tiny model of its own: what goes in is read wholly, what comes out has length 1."""

import math
from types import SimpleNamespace

import numpy as np
import onnxruntime
import pytest

from reviews.affinity import encoder as module
from reviews.affinity.encoder import Encoder, encoder_of, meaning_similarity
from reviews.affinity.network import network

WIDTH, INNER, LAYERS = 384, 8, 2


def tiny_weights() -> dict[str, np.ndarray]:
    chance = np.random.default_rng(0)

    def some(*shape: int) -> np.ndarray:
        return (0.1 * chance.normal(size=shape)).astype(np.float32)

    weights = {f"embeddings.{name}_embeddings.weight": some(50, WIDTH) for name in ("word", "position", "token_type")}
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}."
        norms += [f"{at}attention.output.LayerNorm", f"{at}output.LayerNorm"]
        shapes = {f"attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")}
        shapes |= {"attention.output.dense": (WIDTH, WIDTH)}
        shapes |= {"intermediate.dense": (INNER, WIDTH), "output.dense": (WIDTH, INNER)}
        for name, shape in shapes.items():
            weights |= {f"{at}{name}.weight": some(*shape), f"{at}{name}.bias": some(shape[0])}
    for name in norms:
        weights |= {f"{name}.weight": 1 + some(WIDTH), f"{name}.bias": some(WIDTH)}
    return weights


class TinyTokenizer:
    """Numbers the letters of a text."""

    def no_padding(self) -> None:
        pass

    def enable_truncation(self, longest: int) -> None:
        self.longest = longest

    def encode(self, text: str) -> SimpleNamespace:
        return SimpleNamespace(ids=[ord(letter) % 50 for letter in text][: min(self.longest, 50)])


@pytest.fixture
def tiny() -> Encoder:
    return encoder_of(TinyTokenizer(), tiny_network())


def tiny_network() -> bytes:
    return network(tiny_weights(), {"num_hidden_layers": LAYERS, "num_attention_heads": 12, "layer_norm_eps": 1e-12})


def slowly(words: list[int]) -> np.ndarray:
    """Compute the same network word by word and head by head, in double precision."""
    weights = {name: value.astype(float) for name, value in tiny_weights().items()}

    def linear(x: np.ndarray, name: str) -> np.ndarray:
        return weights[f"{name}.weight"] @ x + weights[f"{name}.bias"]

    def normed(x: np.ndarray, name: str) -> np.ndarray:
        return (x - x.mean()) / np.sqrt(x.var() + 1e-12) * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    table = "embeddings.{}_embeddings.weight"
    first = weights[table.format("token_type")][0]
    words_in = [weights[table.format("word")][word] for word in words]
    states = [
        normed(word + weights[table.format("position")][at] + first, "embeddings.LayerNorm")
        for at, word in enumerate(words_in)
    ]
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}."
        query, key, value = (
            [linear(x, f"{at}attention.self.{part}") for x in states] for part in ("query", "key", "value")
        )
        after = []
        for n, x in enumerate(states):
            seen = np.empty(WIDTH)
            for head in range(12):
                part = slice(head * 32, head * 32 + 32)
                weight = np.exp([query[n][part] @ other[part] / np.sqrt(32) for other in key])
                seen[part] = sum(w * other[part] for w, other in zip(weight / weight.sum(), value, strict=True))
            y = normed(linear(seen, f"{at}attention.output.dense") + x, f"{at}attention.output.LayerNorm")
            inner = linear(y, f"{at}intermediate.dense")
            inner = 0.5 * inner * np.array([1 + math.erf(number / math.sqrt(2)) for number in inner])
            after.append(normed(linear(inner, f"{at}output.dense") + y, f"{at}output.LayerNorm"))
        states = after
    mean = np.mean(states, axis=0)
    return mean / np.linalg.norm(mean)


def test_network_is_that_of_its_definition(tiny):
    vector = tiny.encode(["a text"])[0]

    assert vector == pytest.approx(slowly([ord(letter) % 50 for letter in "a text"]), abs=1e-5)


def test_texts_of_any_lengths_together_give_what_each_gives_alone(tiny, monkeypatch):
    monkeypatch.setattr(tiny, "_together", 3)
    texts = ["pipelines of many words", "", "a", "low precision", "a text, the longest of these few ones here"]

    assert tiny.encode(texts) == pytest.approx(np.vstack([tiny.encode([text]) for text in texts]), abs=1e-6)


def test_a_gpu_is_used_where_the_runtime_knows_one(monkeypatch):
    made = SimpleNamespace(get_providers=lambda: ["CUDAExecutionProvider", "CPUExecutionProvider"])
    asked = []
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["Tensorrt", *made.get_providers()])
    monkeypatch.setattr(onnxruntime, "InferenceSession", lambda model, providers: asked.append(providers) or made)

    found = encoder_of(TinyTokenizer(), b"")

    assert (asked, found.runs_on) == ([["CUDAExecutionProvider", "CPUExecutionProvider"]], "CUDA")


def test_cores_do_where_there_is_no_gpu(tiny):
    assert tiny.runs_on == "CPU"


def test_vectors_have_length_one_and_an_empty_text_has_none(tiny):
    vectors = tiny.encode(["pipelines", "enilepips", "  "])

    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 0])
    assert np.abs(vectors[0] - vectors[1]).max() > 1e-4


def test_nearest_three_texts_count():
    papers = np.eye(4, dtype=np.float32)[:2]
    reviewer = np.array([[1, 0, 0, 0], [0.6, 0.8, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]], dtype=np.float32)

    similar = meaning_similarity(papers, [reviewer, reviewer[:1], np.empty((0, 4), dtype=np.float32)])

    assert similar[:, 0] == pytest.approx([1.6 / 3, 0.8 / 3])
    assert similar[:, 1] == pytest.approx([1, 0])
    assert np.isnan(similar[:, 2]).all()


def test_without_the_extra_there_is_no_encoder(monkeypatch):
    monkeypatch.setattr(module, "NEEDED", ("no_such_package",))

    assert module.encoder.__wrapped__() is None
