"""Contracts of the staged layer: observations."""
