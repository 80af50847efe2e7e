"""What runs and when, the commands people type, and what they answer."""
