"""What the hand-written files may say, and how they are read safely. Nothing here acts on one."""
