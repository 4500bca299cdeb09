"""The rail beside the form: its sections, each done, missing or wrong, said in words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from submissions.submitting.completeness import AUTHORS, CONFLICTS, PAPER, PDF, TOPICS, Missing

TITLES = {
    PAPER: "Title and abstract",
    TOPICS: "Type and topics",
    AUTHORS: "Authors",
    CONFLICTS: "Conflicts of interest",
    PDF: "PDF",
}
SECTION_OF = {
    **dict.fromkeys(("title", "abstract", "tldr"), PAPER),
    **dict.fromkeys(("submission_type", "track", "topics", "other_topic", "areas", "other_area", "keywords"), TOPICS),
    "authors": AUTHORS,
    "conflicts": CONFLICTS,
    "pdf": PDF,
}


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form; `state` is done, missing, wrong, or empty while nothing can be said yet."""

    key: str
    title: str
    state: str = ""
    note: str = ""


def rail(lacking: Iterable[Missing] | None, wrong_fields: Collection[str]) -> list[Section]:
    """Return the sections; `lacking` is None before the paper is saved for the first time."""
    wrong = {SECTION_OF[field] for field in wrong_fields if field in SECTION_OF}
    by_section: dict[str, list[Missing]] = {key: [] for key in TITLES}
    for one in lacking or ():
        by_section[one.section].append(one)
    return [_section(key, by_section[key], is_wrong=key in wrong, is_known=lacking is not None) for key in TITLES]


def _section(key: str, lacking: list[Missing], *, is_wrong: bool, is_known: bool) -> Section:
    title = TITLES[key]
    if is_wrong:
        return Section(key, title, "wrong", "Something here is not saved")
    if not is_known:
        return Section(key, title)
    if not lacking:
        return Section(key, title, "done")
    note = lacking[0].sentence if len(lacking) == 1 else f"{len(lacking)} things missing"
    return Section(key, title, "missing", note)
