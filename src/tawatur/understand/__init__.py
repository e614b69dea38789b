"""Understanding: whom the text speaks of, where and when it is, and how many it counts."""
