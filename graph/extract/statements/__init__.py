"""Relations with speaker, stance and sentence."""
