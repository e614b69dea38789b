// A button copies the citation beside it.

/** @param {Document} page */
export function citing(page) {
  /** @type {NodeListOf<HTMLButtonElement>} */
  const buttons = page.querySelectorAll("button.copy");
  for (const button of buttons) {
    button.hidden = !navigator.clipboard; // there is none beyond the loopback without https
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.parentElement?.querySelector(".citation")?.textContent ?? "");
      button.textContent = button.dataset.done ?? "";
    });
  }
}
