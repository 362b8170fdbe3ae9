"""How answers change when assumptions do."""
