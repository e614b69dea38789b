// From card to card: j and k walk through the statements, e and E through the events; a click on words goes to theirs.
import { innermost } from "./light.mjs";

/** @type {Record<string, number>} */
const STEPS = { j: 1, k: -1 };
/** @type {Record<string, number>} */
const AMONG_EVENTS = { e: 1, E: -1 };

/**
 * @param {string} key @param {number} at where the keyboard stands, -1 for nowhere @param {number} count
 * @param {Record<string, number>} steps @returns {number | null} the card to go to, null where the key does not walk
 */
export function next(key, at, count, steps = STEPS) {
  const step = steps[key];
  return step === undefined || !count ? null : Math.min(Math.max(at + step, 0), count - 1);
}

/** @param {KeyboardEvent} event @returns {boolean} whether the key is a letter that nobody writes */
export function isCommand(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  return !(event.target instanceof Element && event.target.closest("input, textarea, select"));
}

/** @param {Document} page */
export function walking(page) {
  for (const [kind, steps] of /** @type {const} */ ([[".statements", STEPS], [".deeds", AMONG_EVENTS]])) {
    /** @type {NodeListOf<HTMLElement>} */
    const found = page.querySelectorAll(`${kind} .card`);
    const cards = [...found];
    page.addEventListener("keydown", (event) => {
      const at = cards.findIndex((card) => card.contains(page.activeElement));
      const to = isCommand(event) ? next(event.key, at, cards.length, steps) : null;
      if (to === null) return;
      cards[to].focus();
      page.getElementById("t-" + cards[to].id)?.scrollIntoView({ block: "center" });
    });
  }
  page.querySelector(".text")?.addEventListener("click", ({ target }) => {
    const words = target instanceof Element ? target.closest(".said") : null;
    if (!words || String(page.getSelection())) return;
    const card = page.getElementById(innermost(/** @type {HTMLElement} */ (words)) ?? "");
    card?.scrollIntoView({ block: "nearest", behavior: "smooth" });
    card?.focus({ preventScroll: true });
  });
}
