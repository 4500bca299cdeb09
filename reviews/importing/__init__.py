"""Taking an edition in from another system's export: papers, authors, ratings and outcomes."""
