"""The text of a rule as the tokens of the grammar, and what a token means by its place."""
