"""Tests of the factors, the cards and the rules that keep them honest."""
