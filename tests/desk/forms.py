"""What a browser sends for the desk's forms."""

from typing import Any


def typed(form: Any) -> dict[str, Any]:
    """Return what is sent for a form that nobody touched."""
    return {bound.html_name: bound.value() if bound.value() is not None else "" for bound in form}
