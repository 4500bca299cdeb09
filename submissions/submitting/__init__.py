"""Authors write, submit, change and withdraw their papers."""
