"""What chairs do to an edition itself: open one, set its words and dates, move a deadline and tell people."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction

from want.audit.actions import record
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile, is_another, mark_of
from want.mail.actions import enqueue
from want.venues import notifications
from want.venues.chairs import other_chairs
from want.venues.given_out import needs_second_chair
from want.venues.holding import chairs, locked, refuse_stale, require_chair
from want.venues.models import Edition, Membership, MembershipTopic, Role, Venue
from want.venues.scheduling import store_windows
from want.venues.signals import settings_asked
from want.venues.stages import Stage, Window
from want.venues.wanted import VENUE

COPIED_LISTS = ("topics", "areas", "tracks", "submission_types", "mail_templates")
NOT_COPIED = frozenset(
    {"id", "slug", "name", "title", "place", "held_on", "homepage", "notification_at", "is_public", "version"}
    | {"assigned_at", "released_at", "published_at", "archived_at"}
)


@transaction.atomic
def open_edition(
    *,
    slug: str,
    name: str,
    title: str,
    held_on: date | None,
    copy_from: Edition | None,
    by: Any | None,
    chair: Any | None = None,
) -> Edition:
    """Make an edition, not public yet, whose chair is `by`; or `chair`, when nobody but the command line asks for it.

    From `copy_from` come texts, settings, lists and wordings; its dates too, moved by whole days so that they lie
    before the new workshop as they lay before the old one.
    """
    if by is not None:
        _require_may_open(copy_from, by)
    settings = {
        field.attname: getattr(copy_from, field.attname)
        for field in Edition._meta.concrete_fields
        if copy_from and field.name not in NOT_COPIED
    }
    edition = Edition(**({"venue": _usual_venue()} | settings), slug=slug, name=name, title=title, held_on=held_on)
    edition.full_clean(validate_constraints=True)
    edition.save()
    if copy_from:
        _copy_lists(copy_from, edition)
        _copy_dates(copy_from, edition)
    Membership.objects.create(edition=edition, user=by or chair, role=Role.CHAIR)
    record("edition.opened", by=by, edition=slug, copied_from=copy_from.slug if copy_from else "")
    return edition


# Who sees what of the papers. Chairs alone settle it: whoever keeps the site must not open to themselves what they
# would have to break the glass for.
TERMS = (
    "reviewers_know_each_other",
    "reviewers_see_ac",
    "scores_to_authors",
    "bid_pdf",
    "pc_browse",
    "ac_browse",
    "ac_sees_authors",
    "ac_manages",
    "ac_emails",
    "ac_sees_decision",
    "takes_archives",
    "archives_for_reviewers",
    "public_roster",
)


@transaction.atomic
def change_settings(edition: Edition, changes: Mapping[str, Any], *, seen_version: int, by: Any) -> None:
    """Store new values of an edition's own fields. The log holds which changed; of the terms of seeing, how.

    Once papers are in, new terms of seeing are told to the other chairs: one could open something for a moment.
    """
    _require_keeper(edition, by)
    fresh = locked(edition)
    changed = {name: value for name, value in changes.items() if getattr(fresh, name) != value}
    if not changed:
        return
    if not changed.keys().isdisjoint(TERMS):
        require_chair(edition, by)
    if changed.get("four_eyes") is False:
        _require_unread(fresh, by)
    settings_asked.send(Edition, edition=fresh, fields=frozenset(changed), user=by)
    refuse_stale(fresh, seen_version, changes)
    terms = {name: [getattr(fresh, name), value] for name, value in changed.items() if isinstance(value, bool | int)}
    seen_by = {name: value for name, value in changed.items() if name in TERMS}
    for name, value in changed.items():
        setattr(fresh, name, value)
    fresh.version += 1
    fresh.save()
    record("edition.settings_changed", by=by, edition=edition.slug, fields=sorted(changed), values=terms)
    if seen_by and fresh.moment().has_reached(Stage.CHECKS):
        enqueue(notifications.terms_changed(fresh, seen_by, by=by, others=other_chairs(fresh, by)))
    edition.refresh_from_db()


@transaction.atomic
def set_list(
    edition: Edition,
    rows: Sequence[models.Model],
    removed: Sequence[models.Model],
    *,
    by: Any,
    seen: str = "",
) -> None:
    """Store topics, areas, tracks or types in the order given and remove others; refused in words for what is in use.

    `seen` is the mark of the list that the form showed. Raises EditedMeanwhile when somebody has changed it since;
    storing what is stored already changes nothing.
    """
    _require_keeper(edition, by)
    locked(edition)
    kinds = {type(row) for row in (*rows, *removed)}
    for kind_ in kinds:
        stored = content_of_list(kind_, edition)
        if stored == [content_of_line(row) for row in rows]:
            return
        if is_another(seen, mark_of(stored)):
            raise EditedMeanwhile({"list": stored}, version=mark_of(stored))
    _hold_rows(removed)
    for row in removed:
        if used := uses_of(row):
            # Whoever keeps the site learns nothing of papers, nor how many there are.
            by_what = f"used by {used}" if chairs(edition, by) else "in use"
            raise Refused(f"“{row}” cannot be removed: it is {by_what}. Rename it instead, or move it down.")
    kind = type(removed[0] if removed else rows[0]) if removed or rows else None
    if kind is None:
        return
    try:
        with transaction.atomic():
            kind._default_manager.filter(edition=edition, pk__in=[row.pk for row in removed]).delete()
            for position, row in enumerate(rows):
                row.position = position  # type: ignore[attr-defined]
                row.save()
    except IntegrityError:
        raise Refused("Two lines have the same name. Every name may stand here once.") from None
    record(
        "edition.list_changed",
        by=by,
        edition=edition.slug,
        list=str(kind._meta.verbose_name_plural),
        names=[str(row) for row in rows],
    )


def content_of_list(kind: type[models.Model], edition: Edition) -> list[list[Any]]:
    """Return what stands in a list of an edition, line by line."""
    return [content_of_line(row) for row in kind._default_manager.filter(edition=edition)]


def content_of_line(row: models.Model) -> list[Any]:
    """Return what a line of a list says, whichever row it is stored in."""
    fields = [field.attname for field in row._meta.concrete_fields if field.name not in {"id", "edition", "position"}]
    return [getattr(row, name) for name in fields]


def uses_of(row: models.Model) -> str:
    """Say how often other rows point to this one: "3 papers and 2 memberships"; empty when none does."""
    counted = []
    for relation in row._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and relation.one_to_many):
            continue
        holder = relation.related_model
        number = holder._base_manager.filter(**{relation.field.name: row}).count()
        if number:
            counted.append(_counted(number, _owner_of(holder, type(row))))
    return " and ".join(counted)


def _owner_of(holder: Any, kind: type[models.Model]) -> Any:
    """Return the model that a reader knows: for a table between two, the other side."""
    if not holder._meta.auto_created and holder is not MembershipTopic:
        return holder
    return next(f.related_model for f in holder._meta.fields if f.is_relation and f.related_model is not kind)


def _counted(number: int, kind: Any) -> str:
    return f"{number} {kind._meta.verbose_name if number == 1 else kind._meta.verbose_name_plural}"


def _require_unread(edition: Edition, by: Any) -> None:
    """Let nobody get rid of the second chair alone, once papers are given out: else one could release alone.

    Chairs whose accounts are shut count, too: whoever keeps the site can shut them, and open them again.
    """
    others = Membership.objects.filter(edition=edition, role=Role.CHAIR).exclude(user=by)
    if needs_second_chair(edition) and others.exists():
        raise Refused(
            "Papers have been given out, so a second chair goes on confirming the release of their decisions. "
            "This can be switched off before papers are given out, or when there is no other chair."
        )


def _require_keeper(edition: Edition, by: Any) -> None:
    """Let superusers set an edition up too; they see no more of its papers by that."""
    if not by.is_superuser:
        require_chair(edition, by)


def _require_may_open(copy_from: Edition | None, by: Any) -> None:
    chaired = Membership.objects.filter(user=by, role=Role.CHAIR)
    if by.is_superuser or (copy_from and chaired.filter(edition=copy_from).exists()):
        return
    if copy_from or not chaired.exists():
        raise Refused("Only chairs open editions, and only from those they chair themselves.")


def _hold_rows(rows: Sequence[models.Model]) -> None:
    """Let whoever chooses these lines now be first, and be counted, or wait until they are gone, and be told so."""
    for kind in {type(row) for row in rows}:
        held = kind._default_manager.select_for_update().filter(pk__in=[row.pk for row in rows])
        list(held.order_by("pk").values_list("pk"))


def _usual_venue() -> Venue:
    """Return the series of workshops that this site is for; made with the first edition."""
    venue, _ = Venue.objects.get_or_create(slug=VENUE["slug"], defaults=VENUE)
    return venue


def _copy_lists(old: Edition, new: Edition) -> None:
    for name in COPIED_LISTS:
        for row in getattr(old, name).all():
            row.pk = None
            row.edition = new
            row.save(force_insert=True)


def _copy_dates(old: Edition, new: Edition) -> None:
    """Move the old calendar by the days between the two workshops; without both days there is no measure."""
    if not (old.held_on and new.held_on):
        return
    span = timedelta(days=(new.held_on - old.held_on).days)
    if old.notification_at:
        new.notification_at = old.notification_at + span
        new.save(update_fields=["notification_at"])
    windows = {s: Window(w.opens_at + span, w.closes_at + span, w.grace) for s, w in old.calendar.windows.items()}
    store_windows(new, windows)
