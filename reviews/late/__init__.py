"""Late life of the assignment: people drop out, others help out, conflicts come to light."""
