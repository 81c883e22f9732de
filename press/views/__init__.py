"""Public pages of the press room. Each reads the instant once and asks the door for all it shows."""
