"""Cases written from the literature: how urgent Footwise should find each, and what it says."""
