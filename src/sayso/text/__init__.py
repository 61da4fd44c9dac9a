"""Document -> Sentences; the only room that knows the parser library."""
