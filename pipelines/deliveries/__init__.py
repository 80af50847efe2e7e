"""How a file comes in: read in a child with limits, recognised, judged, registered."""
