// The article's page: statements and their words light each other, j and k walk, layers switch, words get a link.
const text = document.querySelector(".text");
const cards = [...document.querySelectorAll(".card[data-s]")];
const words = [...document.querySelectorAll(".said[data-s]")];

/** @param {string | null} id the statement to light, or null for none */
function light(id) {
  for (const part of words) part.classList.toggle("lit", id !== null && part.dataset.s.split(" ").includes(id));
  for (const card of cards) card.classList.toggle("lit", card.dataset.s === id);
}

/** @param {HTMLElement} part @returns {string} the innermost statement at these words */
const innermost = (part) => part.dataset.s.split(" ").at(-1);

for (const card of cards) {
  card.addEventListener("pointerenter", () => light(card.dataset.s));
  card.addEventListener("focusin", () => light(card.dataset.s));
  card.addEventListener("pointerleave", () => light(null));
}
for (const part of words) {
  part.addEventListener("pointerenter", () => light(innermost(part)));
  part.addEventListener("pointerleave", () => light(null));
  part.addEventListener("click", () => {
    if (String(getSelection())) return;
    const card = document.getElementById(innermost(part));
    card?.scrollIntoView({ block: "nearest", behavior: "smooth" });
    card?.focus({ preventScroll: true });
  });
}

/** @returns {HTMLElement | undefined} the card that the keyboard stands on */
const current = () => cards.find((card) => card.contains(document.activeElement));

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || !cards.length) return;
  if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select")) return;
  const verdict = { a: "accept", x: "reject", u: "undo" }[event.key];
  if (verdict) current()?.querySelector(`button[value=${verdict}]`)?.click();
  const step = { j: 1, k: -1 }[event.key];
  if (!step) return;
  const next = cards[Math.min(Math.max(cards.indexOf(current()) + step, 0), cards.length - 1)];
  next.focus();
  document.getElementById("t-" + next.dataset.s)?.scrollIntoView({ block: "center" });
});
const asked = cards.find((card) => "#" + card.id === location.hash);
if (asked && new URLSearchParams(location.search).has("review")) asked.focus();

for (const box of document.querySelectorAll(".layers input")) {
  box.addEventListener("change", () => {
    text.classList.toggle("show-" + box.value, box.checked);
    const address = new URL(location.href);
    address.searchParams.delete("layer");
    for (const on of document.querySelectorAll(".layers input:checked")) address.searchParams.append("layer", on.value);
    history.replaceState(null, "", address);
  });
}

for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.parentElement.querySelector(".citation").textContent);
    button.textContent = button.dataset.done;
  });
}

/**
 * Where a point of the page stands in the article, in code points: strings count UTF-16 units here.
 * @param {Node} node @param {number} offset @returns {number | null} null outside the text
 */
function place(node, offset) {
  const block = (node instanceof Element ? node : node.parentElement)?.closest("[data-at]");
  if (!block || !text.contains(block)) return null;
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, offset);
  return Number(block.dataset.at) + [...before.toString()].length;
}

/** @returns {string | null} the selected words as START-END */
function selected() {
  const chosen = getSelection();
  if (!text || !chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  const [start, end] = [place(range.startContainer, range.startOffset), place(range.endContainer, range.endOffset)];
  return start === null || end === null || start >= end ? null : `${start}-${end}`;
}

const link = document.createElement("a");
link.className = "towords";
link.hidden = true;
if (text) {
  link.textContent = text.dataset.link;
  document.body.append(link);
  document.addEventListener("selectionchange", () => {
    const span = selected();
    link.hidden = span === null;
    if (!span) return;
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    link.href = `?span=${span}#span`;
    link.style.top = `${box.bottom + scrollY + 6}px`;
    link.style.insetInlineStart = "auto";
    link.style.left = `${Math.min(Math.max(box.left, 8), innerWidth - 180)}px`;
    const range = current()?.querySelector("input.range") ?? null;
    if (range) range.value = span;
  });
  link.addEventListener("pointerdown", (event) => event.preventDefault()); // the words stay selected
}
