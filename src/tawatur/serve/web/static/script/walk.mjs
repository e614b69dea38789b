// From statement to statement: j and k walk through the cards, a click on words goes to theirs.
import { innermost } from "./light.mjs";

/** @type {Record<string, number>} */
const STEPS = { j: 1, k: -1 };

/**
 * @param {string} key @param {number} at where the keyboard stands, -1 for nowhere @param {number} count
 * @returns {number | null} the card to go to, null where the key does not walk
 */
export function next(key, at, count) {
  const step = STEPS[key];
  return step === undefined || !count ? null : Math.min(Math.max(at + step, 0), count - 1);
}

/** @param {KeyboardEvent} event @returns {boolean} whether the key is a letter that nobody writes */
export function isCommand(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  return !(event.target instanceof Element && event.target.closest("input, textarea, select"));
}

/** @param {Document} page */
export function walking(page) {
  /** @type {NodeListOf<HTMLElement>} */
  const found = page.querySelectorAll(".statements .card");
  const cards = [...found];
  page.addEventListener("keydown", (event) => {
    const at = cards.findIndex((card) => card.contains(page.activeElement));
    const to = isCommand(event) ? next(event.key, at, cards.length) : null;
    if (to === null) return;
    cards[to].focus();
    page.getElementById("t-" + cards[to].id)?.scrollIntoView({ block: "center" });
  });
  page.querySelector(".text")?.addEventListener("click", ({ target }) => {
    const words = target instanceof Element ? target.closest(".said") : null;
    if (!words || String(page.getSelection())) return;
    const card = page.getElementById(innermost(/** @type {HTMLElement} */ (words)) ?? "");
    card?.scrollIntoView({ block: "nearest", behavior: "smooth" });
    card?.focus({ preventScroll: true });
  });
}
