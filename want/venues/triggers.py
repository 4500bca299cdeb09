"""The database itself counts the changes of an edition's dates, so that no way of changing them is forgotten.

Calendar programs need to know that an event was moved (SEQUENCE) and when (DTSTAMP).
"""

import pgtrigger

WINDOW_CHANGED = pgtrigger.Trigger(
    name="window_changed",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
    IF TG_OP = 'UPDATE'
       AND (OLD.stage, OLD.opens_at, OLD.closes_at) IS NOT DISTINCT FROM (NEW.stage, NEW.opens_at, NEW.closes_at)
    THEN
        RETURN NULL;
    END IF;
    UPDATE venues_edition
       SET calendar_revision = calendar_revision + 1, calendar_changed_at = now()
     WHERE id = COALESCE(NEW.edition_id, OLD.edition_id);
    RETURN NULL;
    """,
)

# An edition that was loaded before a window changed and is saved afterwards does not turn the count back.
EDITION_CHANGED = pgtrigger.Trigger(
    name="dates_changed",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="""
    IF (OLD.name, OLD.place, OLD.notification_at, OLD.held_on)
       IS DISTINCT FROM (NEW.name, NEW.place, NEW.notification_at, NEW.held_on)
    THEN
        NEW.calendar_revision := OLD.calendar_revision + 1;
        NEW.calendar_changed_at := now();
    ELSE
        NEW.calendar_revision := GREATEST(OLD.calendar_revision, NEW.calendar_revision);
        NEW.calendar_changed_at := GREATEST(OLD.calendar_changed_at, NEW.calendar_changed_at);
    END IF;
    RETURN NEW;
    """,
)
