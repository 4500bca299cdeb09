"""The desk is Django's admin with a site of our own."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Replaces django.contrib.admin; autodiscovers each app's admin.py into our site."""

    default_site = "want.desk.site.Desk"
