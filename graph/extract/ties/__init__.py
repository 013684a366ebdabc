"""Ties of people to states, bodies and parties, as expressed by titles and nouns: offices, membership, work."""
