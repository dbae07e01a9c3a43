"""The plan in a browser page, where Resolve offers no windows: shown, asked, followed, summed up.

opened.py   Page: what the core calls
board.py    what the page is to show and what came back, between two threads
server.py   who may speak to the page's server, and what it answers
places.py   folders to choose a file in, which a browser cannot do by itself
html.py     the page's frame; page.css and page.js lie beside it
"""

from chutier_resolve.page.opened import Page, Patience

__all__ = ["Page", "Patience"]
