"""Public pages, files and charts. Each reads the instant once and asks the door for all it shows."""
