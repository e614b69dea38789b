// A map that is wider than the window shows its middle first, where the events are.

/** @param {number} whole @param {number} seen @param {boolean} leftward @returns {number} how far to scroll */
export function middle(whole, seen, leftward) {
  const over = Math.max(whole - seen, 0) / 2;
  return leftward ? -over : over;
}

/** @param {Document} page */
export function centring(page) {
  const box = page.querySelector(".map .scroll");
  if (box) box.scrollLeft = middle(box.scrollWidth, box.clientWidth, getComputedStyle(box).direction === "rtl");
}
