"""Patterns of bids and assignments that chairs may want to look at; never a verdict."""
