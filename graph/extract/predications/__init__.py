"""Who does what to whom, where, when and why: one form for every construction that expresses it."""
