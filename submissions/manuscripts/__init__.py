"""Files of submissions: take them, check them, keep every version, and make the copy that blinded readers get."""
