"""Orchestration: what runs, when, with which settings, and the commands people type. No number is computed here."""
