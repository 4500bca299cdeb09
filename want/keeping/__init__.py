"""What the site keeps of editions and of people: backup and restore, a person's copy of their data, and erasure."""
