"""What can be said of a PDF by looking at it. Pure: bytes and paths in, sentences for its author out."""
