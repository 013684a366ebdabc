"""Relations with their speaker, stance and sentence."""
