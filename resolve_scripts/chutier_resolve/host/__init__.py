"""The half that runs inside DaVinci Resolve: Python 3.8 or later, the standard library, nothing else.

It knows operations, not rules: it is given plain data, performs it, and answers with what is now true.
"""
