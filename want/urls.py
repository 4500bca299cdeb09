"""The site's whole map. What belongs to an edition lives under /<edition>/."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

handler404 = "want.venues.errors.not_found"
handler500 = "want.venues.errors.server_error"
handler429 = "want.venues.errors.too_many"  # asked for by allauth

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("want.venues.site_urls")),
    path("accounts/", include("want.accounts.urls")),
    path("accounts/", include("want.keeping.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/second-factor/", include("allauth.mfa.urls")),
    path("desk/", admin.site.urls),
]

if settings.WANT_DEMO:
    urlpatterns.append(path("demo/", include("want.demo.urls")))

urlpatterns += [
    path("<slug:edition>/", include("want.venues.urls")),
    path("<slug:edition>/", include("submissions.urls")),
    path("<slug:edition>/", include("reviews.urls")),
]
