"""The network that makes a vector of a text, BERT's without its heads, written as an ONNX graph from its weights.

The package that carries the weights has no graph beside them, and a graph is what ONNX Runtime runs, on whatever the
machine has. The layers are those of Devlin et al. 2019 (arXiv 1810.04805), each sum normed after it is made.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper

Weights = Mapping[str, NDArray[np.float32]]

OPSET = 20  # the first that knows Gelu
IR_VERSION = 10  # the format of the file that goes with it, so that runtimes of some years can read it


def network(weights: Weights, shape: Mapping[str, Any]) -> bytes:
    """Return the graph as ONNX Runtime reads it.

    `shape` is the model's own description (heads, layers, epsilon). For a batch of b texts of at most s pieces of words
    it takes `ids` (b x s, int64), `places` (s, int64: 0, 1, ...), `bias` (b x 1 x 1 x s: 0, or very negative where a
    text has ended) and `share` (b x 1 x s: what each piece counts in the mean), and gives `mean` (b x 1 x width).
    """
    return bytes(_Writer(weights, shape).model().SerializeToString())


class _Writer:
    """Collects nodes and constants. Methods take and return the names of tensors."""

    def __init__(self, weights: Weights, shape: Mapping[str, Any]) -> None:
        self.weights, self.shape = weights, shape
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}

    def model(self) -> ModelProto:
        state = self.embedded()
        for layer in range(self.shape["num_hidden_layers"]):
            state = self.layer(state, f"encoder.layer.{layer}.")
        self.nodes.append(helper.make_node("MatMul", ["share", state], ["mean"]))
        numbers, whole = TensorProto.FLOAT, TensorProto.INT64
        takes = [("ids", whole, "bs"), ("places", whole, "s"), ("bias", numbers, "b11s"), ("share", numbers, "b1s")]
        graph = helper.make_graph(
            self.nodes,
            "encoder",
            [helper.make_tensor_value_info(name, kind, _sizes(sizes)) for name, kind, sizes in takes],
            [helper.make_tensor_value_info("mean", numbers, _sizes("b1w"))],
            list(self.constants.values()),
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)

    def embedded(self) -> str:
        word, position, kind = (
            self.weights[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")
        )
        words = self.step("Gather", self.constant("words", word), "ids")
        places = self.step("Gather", self.constant("positions", position + kind[0]), "places")
        return self.normed(self.step("Add", words, places), "embeddings.LayerNorm")

    def layer(self, state: str, at: str) -> str:
        seen = self.linear(self.attended(state, f"{at}attention.self."), f"{at}attention.output.dense")
        state = self.normed(self.step("Add", seen, state), f"{at}attention.output.LayerNorm")
        inner = self.step("Gelu", self.linear(state, f"{at}intermediate.dense"))
        return self.normed(self.step("Add", self.linear(inner, f"{at}output.dense"), state), f"{at}output.LayerNorm")

    def attended(self, state: str, at: str) -> str:
        heads = self.shape["num_attention_heads"]
        width = self.weights[f"{at}query.bias"].size
        apart = self.constant("apart", np.array([0, 0, heads, -1]))
        query, key, value = (
            self.step("Reshape", self.linear(state, at + part), apart) for part in ("query", "key", "value")
        )
        query, key, value = (
            self.step("Transpose", one, perm=order)
            for one, order in ((query, [0, 2, 1, 3]), (key, [0, 2, 3, 1]), (value, [0, 2, 1, 3]))
        )
        scale = self.constant("scale", np.array((width / heads) ** -0.5, dtype=np.float32))
        weight = self.step("Mul", self.step("MatMul", query, key), scale)
        weight = self.step("Softmax", self.step("Add", weight, "bias"), axis=-1)
        seen = self.step("Transpose", self.step("MatMul", weight, value), perm=[0, 2, 1, 3])
        return self.step("Reshape", seen, self.constant("together", np.array([0, 0, -1])))

    def linear(self, state: str, name: str) -> str:
        weight = self.constant(f"{name}.weight", self.weights[f"{name}.weight"].T)
        return self.step("Add", self.step("MatMul", state, weight), self.constant(f"{name}.bias"))

    def normed(self, state: str, name: str) -> str:
        parts = [self.constant(f"{name}.{part}") for part in ("weight", "bias")]
        return self.step("LayerNormalization", state, *parts, epsilon=self.shape["layer_norm_eps"])

    def step(self, kind: str, *takes: str, **attributes: Any) -> str:
        gives = f"step{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(takes), [gives], **attributes))
        return gives

    def constant(self, name: str, value: NDArray[Any] | None = None) -> str:
        if name not in self.constants:
            given = self.weights[name] if value is None else value
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(given).reshape(given.shape), name)
        return name


def _sizes(letters: str) -> list[int | str]:
    return [int(letter) if letter.isdigit() else letter for letter in letters]
