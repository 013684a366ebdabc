"""The trained reader of attributions."""
