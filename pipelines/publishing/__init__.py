"""How a release becomes official, and stops being so: steps and signatures, going back, what nobody needs any more."""
