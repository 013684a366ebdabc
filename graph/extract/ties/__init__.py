"""What somebody is of whom: offices, membership, parties, as titles and nouns say it."""
