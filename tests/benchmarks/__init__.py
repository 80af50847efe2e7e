"""What the project costs, measured side by side in one run. No test: a slow machine turns nothing red."""
