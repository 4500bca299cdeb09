"""Loads the modules that register something below: asks, header links. Each folder adds its line here."""
