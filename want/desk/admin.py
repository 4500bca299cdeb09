"""Loaded with the admin: the base class that other apps take from here, and the desk's own lists, pages and panels."""

from want.desk.edition_admin import DeskAdmin, EditionAdmin

__all__ = ["DeskAdmin", "EditionAdmin"]
