"""What can be broken in a piece of the policy: in words, and as a change to the syntax tree. For mutants.py."""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import fields

from reviews.visibility.case import Terms
from want.venues.stages import Stage

Change = Callable[..., bool]  # does it to a node; False where it cannot be done
Ways = Iterator[tuple[str, Change]]


def changes(node: ast.AST) -> Ways:
    """Yield each thing that can be broken at this node."""
    for kind, ways in WAYS.items():
        if isinstance(node, kind):
            yield from ways(node)


def _of_dict(node: ast.Dict) -> Ways:
    if not node.keys or not all(isinstance(key, ast.Name) for key in node.keys):
        return
    for at, key in enumerate(node.keys):
        yield f"{ast.unparse(key)} sees it no more", _drop_key(at)
        if ast.unparse(node.values[at]) != "ALWAYS":
            yield f"{ast.unparse(key)} sees it always", _always(at)


def _of_operation(node: ast.BinOp) -> Ways:
    if isinstance(node.op, ast.BitAnd | ast.BitOr):
        for side in ("left", "right"):
            yield f"{ast.unparse(node)} without its {side} side", _keep_other(side)
        yield f"{ast.unparse(node)} with the other operator", _other_operator


def _of_logic(node: ast.BoolOp) -> Ways:
    for at, value in enumerate(node.values):
        yield f"without “{ast.unparse(value)}”", _drop_value(at)


def _of_test(node: ast.If | ast.IfExp) -> Ways:
    yield f"if not ({ast.unparse(node.test)})", _invert_test


def _of_set(node: ast.Set) -> Ways:
    for at, element in enumerate(node.elts):
        if not isinstance(element, ast.Starred) or len(node.elts) > 1:
            yield f"{{…}} without {ast.unparse(element)}", _drop_element(at)


def _of_attribute(node: ast.Attribute) -> Ways:
    owner = node.value.id if isinstance(node.value, ast.Name) else ""
    if owner == "Stage":
        for step in (-1, 1):
            yield f"{ast.unparse(node)} moved by {step}", _move_stage(step)
    if owner == "terms":
        yield f"not {ast.unparse(node)}", _other_term


def _of_keyword(node: ast.keyword) -> Ways:
    if node.arg == "exists" and ast.unparse(node.value) != "ALWAYS":
        yield f"exists always, not {ast.unparse(node.value)}", _exists_always


def _of_comparison(node: ast.Compare) -> Ways:
    if len(node.ops) == 1 and isinstance(node.ops[0], ast.In):
        yield f"not in: {ast.unparse(node)}", _not_in


WAYS: dict[type[ast.AST] | tuple[type[ast.AST], ...], Callable[..., Ways]] = {
    ast.Dict: _of_dict,
    ast.BinOp: _of_operation,
    ast.BoolOp: _of_logic,
    (ast.If, ast.IfExp): _of_test,
    ast.Set: _of_set,
    ast.Attribute: _of_attribute,
    ast.keyword: _of_keyword,
    ast.Compare: _of_comparison,
}


def _drop_key(at: int) -> Change:
    def change(node: ast.Dict) -> bool:
        del node.keys[at], node.values[at]
        return True

    return change


def _always(at: int) -> Change:
    def change(node: ast.Dict) -> bool:
        node.values[at] = ast.Name("ALWAYS", ast.Load())
        return True

    return change


def _keep_other(side: str) -> Change:
    def change(node: ast.BinOp) -> bool:
        other = node.right if side == "left" else node.left
        setattr(node, side, copy.deepcopy(other))
        return True

    return change


def _other_operator(node: ast.BinOp) -> bool:
    node.op = ast.BitOr() if isinstance(node.op, ast.BitAnd) else ast.BitAnd()
    return True


def _drop_value(at: int) -> Change:
    def change(node: ast.BoolOp) -> bool:
        del node.values[at]
        if len(node.values) == 1:
            node.values.append(copy.deepcopy(node.values[0]))
        return True

    return change


def _invert_test(node: ast.If | ast.IfExp) -> bool:
    node.test = ast.UnaryOp(ast.Not(), node.test)
    return True


def _drop_element(at: int) -> Change:
    def change(node: ast.Set) -> bool:
        del node.elts[at]
        if not node.elts:
            node.elts.append(ast.Starred(ast.Tuple([], ast.Load()), ast.Load()))
        return True

    return change


def _move_stage(step: int) -> Change:
    def change(node: ast.Attribute) -> bool:
        stages = [stage.name for stage in Stage]
        if node.attr not in stages or not 0 <= stages.index(node.attr) + step < len(stages):
            return False
        node.attr = stages[stages.index(node.attr) + step]
        return True

    return change


def _exists_always(node: ast.keyword) -> bool:
    node.value = ast.Name("ALWAYS", ast.Load())
    return True


def _not_in(node: ast.Compare) -> bool:
    node.ops = [ast.NotIn()]
    return True


def _other_term(node: ast.Attribute) -> bool:
    names = [one.name for one in fields(Terms)]
    node.attr = names[(names.index(node.attr) + 1) % len(names)]
    return True
