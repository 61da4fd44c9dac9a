"""Sentence + Lexicon -> findings. Pure functions that never call each other; what one needs of another is passed in."""
