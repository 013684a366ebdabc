"""Whether a predicate is true where it is said: negation, modality, factuality."""
