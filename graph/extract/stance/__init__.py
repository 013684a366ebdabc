"""Whether a predicate holds where it is: negation, modality, factuality."""
