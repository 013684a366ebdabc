"""Words whose meaning does not depend on the context: countries, titles, kinds of things."""
