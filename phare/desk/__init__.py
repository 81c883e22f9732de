"""What the desk shows of the whole site: its index, and what waits for review."""
