"""Readings and clusters -> other forms, one small pure module for each."""
