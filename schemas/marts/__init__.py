"""Contracts of the marts: what is published."""
