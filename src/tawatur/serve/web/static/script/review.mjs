// Reviewing by keyboard: a accepts, x rejects, u takes back; words that are selected become the chosen card's range.
import { isCommand } from "./walk.mjs";
import { SELECTED } from "./words.mjs";

/** @type {Record<string, string>} */
const VERDICTS = { a: "accept", x: "reject", u: "undo" };

/** @param {string} key @returns {string | null} what the key says of a statement */
export const verdict = (key) => VERDICTS[key] ?? null;

/** @param {Document} page */
export function reviewing(page) {
  if (!page.querySelector(".judge")) return;
  /** @type {Element | null} the card that was stood on last: selecting words takes the focus from it */
  let chosen = null;
  page.addEventListener("focusin", ({ target }) => {
    const card = target instanceof Element ? target.closest(".statements .card") : null;
    if (!card) return;
    chosen?.classList.remove("chosen");
    chosen = card;
    chosen.classList.add("chosen");
  });
  page.addEventListener("keydown", (event) => {
    const what = isCommand(event) ? verdict(event.key) : null;
    if (!what) return;
    /** @type {HTMLButtonElement | null | undefined} */
    const button = chosen?.querySelector(`button[value=${what}]`);
    button?.click();
  });
  page.addEventListener(SELECTED, (event) => {
    /** @type {HTMLInputElement | null | undefined} */
    const given = chosen?.querySelector("input.range");
    if (given) given.value = /** @type {CustomEvent<string>} */ (event).detail;
  });
  if (location.hash) page.getElementById(location.hash.slice(1))?.focus(); // where the last verdict was given
}
