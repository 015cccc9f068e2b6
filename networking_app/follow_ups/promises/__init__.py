"""What somebody promised in a note, recognised in English, German, French and Spanish. Pure.

Only what the writer is to do counts, and what is doubtful is left alone: a suggestion that is wrong costs more than one
that is missing.
"""

from networking_app.follow_ups.promises.recognising import Promise, promises_in

__all__ = ["Promise", "promises_in"]
