"""Seizure records: tables of single seizures, looked through, and links made of them."""
