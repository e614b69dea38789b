// What tells of the same lights together: words and their card, a claim and its paths, a place and its events.
// Parts of the page carry the names of what they tell of in `data-s`, from the outermost to the innermost.

/** @typedef {{ dataset: { s?: string }, classList: { toggle(name: string, on: boolean): void } }} Part */

/** @param {Part} part @returns {string | null} what is meant by pointing at it */
export const innermost = (part) => (part.dataset.s ?? "").split(" ").at(-1) || null;

/** The parts of a page by what they tell of; only what changes is touched, since an article has thousands. */
export class Lights {
  /** @param {Iterable<Part>} parts */
  constructor(parts) {
    /** @type {Map<string, Part[]>} */
    this.parts = new Map();
    /** @type {string | null} */
    this.lit = null;
    for (const part of parts) {
      for (const name of new Set((part.dataset.s ?? "").split(" "))) {
        this.parts.set(name, [...(this.parts.get(name) ?? []), part]);
      }
    }
  }

  /** @param {string | null} name what to light; null puts everything out */
  show(name) {
    if (name === this.lit) return;
    for (const part of this.parts.get(this.lit ?? "") ?? []) part.classList.toggle("lit", false);
    for (const part of this.parts.get(name ?? "") ?? []) part.classList.toggle("lit", true);
    this.lit = name;
  }
}

/** @param {Document} page */
export function lighting(page) {
  /** @type {NodeListOf<HTMLElement | SVGElement>} */
  const parts = page.querySelectorAll("[data-s]");
  if (!parts.length) return;
  const lights = new Lights(parts);
  /** @param {Event} event */
  const point = ({ target }) => {
    const part = target instanceof Element ? target.closest("[data-s]") : null;
    lights.show(part && innermost(/** @type {HTMLElement} */ (part)));
  };
  page.addEventListener("pointerover", point);
  page.addEventListener("focusin", point);
  page.documentElement.addEventListener("pointerleave", () => lights.show(null));
}
