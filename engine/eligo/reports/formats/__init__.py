"""Each published format as a strict pydantic model called ``Model``, one a file: the source of its JSON schema.

The readers and writers of the formats are written by hand for speed and for messages that name no patient; tests hold
what they read and write against these models.
"""
