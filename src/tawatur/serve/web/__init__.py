"""The reading room: server-rendered pages in Arabic and English, which read without JavaScript."""
