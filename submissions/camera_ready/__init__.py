"""Authors of accepted papers hand in the final version and say that it may be published."""
