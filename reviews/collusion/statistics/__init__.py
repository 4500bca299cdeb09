"""The statistics of the collusion report, in plain values: what is looked for, and how often chance does the same."""
