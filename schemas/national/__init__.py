"""Contracts of the sums that a national release has besides the tables of its blocks."""
