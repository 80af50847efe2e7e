"""Tests of qingdan; a mirror of the source tree."""
