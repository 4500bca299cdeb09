"""The desk's page of the formula: how affinities are made, what another one would do, scores from and to files."""
