// Words that are selected in an article get a link of their own, in code points of its text.

/** The event that tells other islands which words are selected: its detail is START-END. */
export const SELECTED = "tawatur:selected";

/** @param {string} words @returns {number} strings count UTF-16 units, articles code points */
export const codePoints = (words) => [...words].length;

/** @param {number | null} start @param {number | null} end @returns {string | null} null where no words lie between */
export const range = (start, end) => (start === null || end === null || start >= end ? null : `${start}-${end}`);

/** @param {number} left of the words @param {number} room the width of the window @returns {number} where the link stands */
export const beside = (left, room) => Math.max(Math.min(left, room - 180), 8);

/**
 * Where a point of the page stands in the article.
 * @param {Element} text @param {Node} node @param {number} offset @returns {number | null} null outside the text
 */
function place(text, node, offset) {
  /** @type {HTMLElement | null | undefined} */
  const block = (node instanceof Element ? node : node.parentElement)?.closest("[data-at]");
  if (!block || !text.contains(block)) return null;
  const before = text.ownerDocument.createRange();
  before.setStart(block, 0);
  before.setEnd(node, offset);
  return Number(block.dataset.at) + codePoints(before.toString());
}

/** @param {Document} page */
export function linking(page) {
  /** @type {HTMLElement | null} */
  const text = page.querySelector(".text");
  if (!text) return;
  const link = page.createElement("a");
  link.className = "towords";
  link.hidden = true;
  link.textContent = text.dataset.link ?? "";
  page.body.append(link);
  page.addEventListener("selectionchange", () => {
    const chosen = page.getSelection();
    const words = chosen?.rangeCount ? chosen.getRangeAt(0) : null;
    const span = words && range(
      place(text, words.startContainer, words.startOffset), place(text, words.endContainer, words.endOffset),
    );
    link.hidden = !span;
    if (!words || !span) return;
    const box = words.getBoundingClientRect();
    link.href = `?span=${span}#span`;
    link.style.top = `${box.bottom + scrollY + 6}px`;
    link.style.left = `${beside(box.left, innerWidth)}px`;
    page.dispatchEvent(new CustomEvent(SELECTED, { detail: span }));
  });
  link.addEventListener("pointerdown", (event) => event.preventDefault()); // the words stay selected
}
