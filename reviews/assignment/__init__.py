"""Who reviews which paper: make a plan, look at its reasons, change it, apply it."""
