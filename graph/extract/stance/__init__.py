"""Whether a predicate is true in its context: negation, modality, factuality."""
