"""A chair's own letter to a group of people."""
