"""Measures how fast Footwise is."""
