"""How a person who has DaVinci Resolve shows what it really does: 25 questions asked in a project made for them.

Runs inside the program, on any Python from 3.8 with the standard library alone. `recorder` writes down every call,
`probes` ask, `run` makes the disposable project and takes it away again.
"""
