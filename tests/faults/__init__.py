"""Files and events that must not hurt: each is made by a script from a small seed, none is kept as bytes."""
