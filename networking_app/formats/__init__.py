"""File formats; they know no domain."""
