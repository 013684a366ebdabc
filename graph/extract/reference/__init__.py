"""What pronouns, descriptions and arguments refer to."""
