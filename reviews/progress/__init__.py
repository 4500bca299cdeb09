"""How the reviews are coming in, who is still due, and the reminder to them."""
