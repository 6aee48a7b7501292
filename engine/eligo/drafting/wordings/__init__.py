"""Wordings of registries: a sentence that is no rule as it stands, in words of the language.

Each module knows one kind of them, from closed lists; what holds any other word is left as it is. `drafting.reading`
tries them, and reads what they return like any other sentence.
"""
