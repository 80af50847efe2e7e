"""Contracts of the raw layer: cells as printed."""
