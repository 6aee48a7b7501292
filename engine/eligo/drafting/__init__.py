"""Registry text to a trial file: lines are found, read where their meaning is plain, kept as questions elsewhere.

No line is lost and none merged with another: each becomes a rule with its sentence, a question with its sentence and
the reason, or a heading.
"""
