"""Models of the hand-written files: what a YAML declaration may say, and how it is read safely. Nothing here acts on one."""
