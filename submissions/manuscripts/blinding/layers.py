"""Which layers of a PDF are shown when it is opened; what lies in the others does not get into the copy. Pure."""

from pikepdf import Array, Dictionary, Name, Object, Pdf

DEEPEST = 20


class Layers:
    """The layers that are off at first, by object number."""

    def __init__(self, document: Pdf) -> None:
        self.off: set[tuple[int, int]] = set()
        properties = document.Root.get("/OCProperties")
        if not isinstance(properties, Dictionary):
            return
        first = properties.get("/D", Dictionary())
        if first.get("/BaseState") == Name.OFF:
            self.off = _numbers(properties.get("/OCGs"))
        self.off = (self.off - _numbers(first.get("/ON"))) | _numbers(first.get("/OFF"))

    def hide(self, what: object) -> bool:
        """Tell whether something that belongs to this layer, or to this combination of layers, is hidden."""
        return isinstance(what, Dictionary) and not self._shows(what)

    def _shows(self, what: Dictionary) -> bool:
        if what.get("/Type") != Name.OCMD:
            return what.objgen not in self.off
        if isinstance(rule := what.get("/VE"), Array):
            return self._holds(rule, DEEPEST)
        named = what.get("/OCGs")
        layers = [named] if isinstance(named, Dictionary) else list(named) if isinstance(named, Array) else []
        shown = [self._shows(layer) for layer in layers if isinstance(layer, Dictionary)]
        policy = str(what.get("/P", "/AnyOn"))
        asked = all(shown) if policy in {"/AllOn", "/AnyOff"} else any(shown)
        return not shown or asked != policy.endswith("Off")

    def _holds(self, rule: Object, depth: int) -> bool:
        """Work out a visibility expression: And, Or and Not over layers."""
        if isinstance(rule, Dictionary):
            return self._shows(rule)
        parts = list(rule) if isinstance(rule, Array) else []
        if not parts or depth == 0:
            return True
        values = [self._holds(part, depth - 1) for part in parts[1:]]
        if str(parts[0]) == "/Not":
            return not all(values)
        return all(values) if str(parts[0]) == "/And" else any(values)


def _numbers(layers: object) -> set[tuple[int, int]]:
    return {layer.objgen for layer in layers if isinstance(layer, Dictionary)} if isinstance(layers, Array) else set()
