"""Telling the people concerned that a stage has opened: one letter a person, once."""
