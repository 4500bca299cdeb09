"""Loaded with the admin: the base class that other apps take from here, and the desk's own lists, pages and panels."""

from want.desk import header, log, outbox, panels, people
from want.desk.dates import openings
from want.desk.dates import views as dates
from want.desk.edition_admin import DeskAdmin, EditionAdmin
from want.desk.editions import archive_views as archive
from want.desk.editions import chairs
from want.desk.editions import views as editions
from want.desk.lists import views as lists

__all__ = [
    "DeskAdmin",
    "EditionAdmin",
    "archive",
    "chairs",
    "dates",
    "editions",
    "header",
    "lists",
    "log",
    "openings",
    "outbox",
    "panels",
    "people",
]
