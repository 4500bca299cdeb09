"""Who must not see or review which paper: declared by people, derived from who they are, confirmed by chairs."""
