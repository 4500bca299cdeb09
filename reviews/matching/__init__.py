"""How well people and papers of an edition match: texts and their vectors, the formula, scores from a file."""
