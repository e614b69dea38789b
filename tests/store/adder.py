"""A program that adds numbered articles to a store, one part after another, and tells which are confirmed."""

import sys

from made import record

from tawatur.store import index, open_store

if __name__ == "__main__":
    location, name, first, last = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    index.RUN = 20  # so that the packing of the index is interrupted, too
    with open_store(location, make=True) as store:
        for number in range(first, last, 3):
            part = [record(f"خبر رقم {n} من {name}", f"{name}{n}") for n in range(number, number + 3)]
            for given in part:
                store.keep_raw(given.article.text.encode())
            for added in store.add(part):
                print(added.id, flush=True)
