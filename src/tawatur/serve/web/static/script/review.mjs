// Reviewing by keyboard: a accepts, x rejects, u takes back, c opens an event's form, n the one of a missed event.
// Words that are selected go into the chosen card: into its list of names that was touched last, else its range.
import { isCommand } from "./walk.mjs";
import { SELECTED } from "./words.mjs";

const CARDS = ".statements .card, .deeds .card, #missed";

/** @type {Record<string, string>} */
const VERDICTS = { a: "accept", x: "reject", u: "undo" };

/** @param {string} key @returns {string | null} what the key says of a statement or an event */
export const verdict = (key) => VERDICTS[key] ?? null;

/**
 * Choose words of the text in a list of names; the words chosen before make room.
 * @param {HTMLSelectElement} list @param {string} span @param {string} words
 */
export function take(list, span, words) {
  list.querySelector("option[data-given]")?.remove();
  if (![...list.options].some((one) => one.value === span)) {
    const option = list.ownerDocument.createElement("option");
    option.value = span;
    option.textContent = words;
    option.dataset.given = "";
    list.append(option);
  }
  list.value = span;
}

/** @param {Document} page */
export function reviewing(page) {
  if (!page.querySelector(".judge, #missed")) return;
  /** @type {Element | null} the card that was stood on last: selecting words takes the focus from it */
  let chosen = null;
  /** @type {HTMLSelectElement | null} its list of names that was touched last */
  let list = null;
  let selected = "";
  page.addEventListener("focusin", ({ target }) => {
    const card = target instanceof Element ? target.closest(CARDS) : null;
    if (!card) return;
    list = /** @type {HTMLSelectElement | null} */ (target instanceof Element ? target.closest("select.named") : null);
    chosen?.classList.remove("chosen");
    chosen = card;
    chosen.classList.add("chosen");
  });
  page.addEventListener("keydown", (event) => {
    if (!isCommand(event)) return;
    if (event.key === "n") return missed(event);
    const what = event.key === "c" ? "a.correct" : verdict(event.key) && `button[value=${verdict(event.key)}]`;
    /** @type {HTMLElement | null | undefined} */
    const button = what ? chosen?.querySelector(what) : null;
    button?.click();
  });
  page.addEventListener(SELECTED, (event) => {
    selected = /** @type {CustomEvent<string>} */ (event).detail;
    if (list) return take(list, selected, String(page.getSelection()));
    /** @type {HTMLInputElement | null | undefined} */
    const given = chosen?.querySelector("input.range");
    if (given) given.value = selected;
  });
  if (location.hash) page.getElementById(location.hash.slice(1))?.focus(); // where the last verdict was given

  /** @param {KeyboardEvent} event */
  function missed(event) {
    const form = page.getElementById("missed");
    /** @type {HTMLInputElement | null | undefined} */
    const given = form?.querySelector("input.range");
    if (given && selected) given.value = selected;
    form?.querySelector("select")?.focus();
    event.preventDefault();
  }
}
