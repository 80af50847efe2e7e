"""Blocks on a cluster of real processes: `make test-cluster`, in an environment of its own."""
