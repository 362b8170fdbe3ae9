"""What is doubtful in the records: contradictions, repeats, thin evidence."""
