// Who is who by keyboard: w walks from entry to entry, W back, m takes the entry into the form that merges two,
// Enter opens its mentions.
import { isCommand } from "./walk.mjs";

/** @param {string} key @param {number} at -1 for nowhere @param {number} count @returns {number | null} where to go */
export function onward(key, at, count) {
  if (!count) return null;
  if (key === "w") return (at + 1) % count;
  return key === "W" ? (Math.max(at, 0) - 1 + count) % count : null;
}

/** @param {Document} page */
export function identifying(page) {
  /** @type {NodeListOf<HTMLElement>} */
  const found = page.querySelectorAll(".people .card");
  const cards = [...found];
  page.addEventListener("keydown", (event) => {
    const at = cards.findIndex((card) => card.contains(page.activeElement));
    if (event.key === "Enter" && at >= 0 && page.activeElement === cards[at]) {
      const details = cards[at].querySelector("details");
      if (details) details.open = !details.open;
    }
    if (event.key === "m" && at >= 0 && isCommand(event)) {
      /** @type {NodeListOf<HTMLSelectElement>} */
      const [one, other] = page.querySelectorAll("#merge select");
      one.value = cards[at].id;
      other.focus();
      event.preventDefault();
    }
    const to = isCommand(event) ? onward(event.key, at, cards.length) : null;
    if (to !== null) cards[to].focus();
  });
}
