"""A trial file as rows, items and elements, before any rule is read; and its canonical layout."""
