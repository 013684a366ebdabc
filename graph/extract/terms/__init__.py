"""Words whose meaning does not depend on context: countries, titles, kinds of things."""
