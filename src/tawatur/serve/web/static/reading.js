// Pointing at a statement lights its words, and the other way round; j and k walk from one to the next.
const cards = [...document.querySelectorAll(".card")];
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

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || !cards.length) return;
  if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select")) return;
  const step = { j: 1, k: -1 }[event.key];
  if (!step) return;
  const at = cards.findIndex((card) => card.contains(document.activeElement));
  const next = cards[Math.min(Math.max(at + step, 0), cards.length - 1)];
  next.focus();
  document.getElementById("t-" + next.dataset.s)?.scrollIntoView({ block: "center" });
});
