"""Contracts of the core layer: our model of the world."""
