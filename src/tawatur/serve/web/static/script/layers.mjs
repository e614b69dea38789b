// Layers of an article switch at once; the address keeps which are on, so that it can be passed on.

/** @param {string} address @param {string[]} names @returns {string} the address with just these layers */
export function withLayers(address, names) {
  const url = new URL(address);
  url.searchParams.delete("layer");
  for (const name of names) url.searchParams.append("layer", name);
  return url.href;
}

/** @param {Document} page */
export function layering(page) {
  const text = page.querySelector(".text");
  /** @type {NodeListOf<HTMLInputElement>} */
  const found = page.querySelectorAll("input[name=layer]");
  const boxes = [...found];
  for (const box of boxes) {
    box.addEventListener("change", () => {
      text?.classList.toggle("show-" + box.value, box.checked);
      const on = boxes.filter((one) => one.checked).map((one) => one.value);
      history.replaceState(null, "", withLayers(location.href, on));
    });
  }
}
