"""The settings the tests run in: want.settings in test mode, with data of their own."""

import os

os.environ["WANT_MODE"] = "test"

from want.settings import *  # noqa: F403 (the point of this file)

WHITENOISE_AUTOREFRESH = True  # find static files when asked; nothing was collected for tests
