"""The desk is an app, and Django's admin gets a site of its making."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class DeskConfig(AppConfig):
    """The desk itself."""

    name = "want.desk"
    default = True


class AdminConfigOfDesk(admin_apps.AdminConfig):
    """Replaces django.contrib.admin; takes each app's admin.py into the desk."""

    default = False
    default_site = "want.desk.site.Desk"
