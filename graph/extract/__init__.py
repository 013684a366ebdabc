"""Extraction: from one parsed article to mentions, attributions and statements, one module per step."""
