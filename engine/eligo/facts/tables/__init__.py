"""Tables as facts: a CSV file with a mapping (``wide``), or the tidy tables of FORMATS §7 (``tidy``).

``mapping`` reads and checks the TOML file that says which column is which fact; ``csv_text`` takes a CSV file apart and
says by its line what is wrong with it; ``cells`` reads numbers, dates and words of cells. Nothing is guessed: a decimal
comma, a date in another form than ISO 8601 or a word for *yes* counts only where the mapping says so.
"""
