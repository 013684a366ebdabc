"""Words that say by themselves what they mean: countries, titles, kinds of things."""
