"""Sayso reads news reports and keeps a ledger of sourced claims: who did what, on whose say-so, how sure."""
