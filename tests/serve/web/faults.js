// What is wrong with the words of a page: a list of complaints.
() => {
  const faults = [];
  const scrolls = (style) => ["auto", "scroll"].includes(style.overflowX) || ["auto", "scroll"].includes(style.overflowY);
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || holder.closest("title, option, script, .skip")) continue;
    if (!holder.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    let seen = { left: 0, right: innerWidth, top: -Infinity, bottom: Infinity };
    let boxed = false;
    for (let up = holder; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (!scrolls(style) && style.overflowX !== "hidden" && up.tagName !== "svg") continue;
      if (up.tagName === "svg" && style.overflow === "visible") continue;
      const box = up.getBoundingClientRect();
      boxed ||= scrolls(style);
      if (!scrolls(style)) {
        const range = document.createRange();
        range.selectNodeContents(node);
        const own = range.getBoundingClientRect();
        if (own.left < box.left - 1 || own.right > box.right + 1) faults.push(`cut off: ${node.data.trim().slice(0, 40)}`);
      }
      seen = { left: Math.max(seen.left, box.left), right: Math.min(seen.right, box.right),
               top: Math.max(seen.top, box.top), bottom: Math.min(seen.bottom, box.bottom) };
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (!boxed && (rect.left < -1 || rect.right > innerWidth + 1)) faults.push(`hangs over: ${node.data.trim().slice(0, 40)}`);
      const trimmed = Math.min(rect.height * 0.3, 14); // a face's box is taller than its letters
      const ink = { left: Math.max(rect.left, seen.left), right: Math.min(rect.right, seen.right),
                    top: Math.max(rect.top + trimmed, seen.top), bottom: Math.min(rect.bottom - trimmed, seen.bottom) };
      if (ink.right - ink.left > 2 && ink.bottom - ink.top > 2) words.push({ ...ink, holder, told: node.data.trim().slice(0, 40) });
    }
  }
  words.sort((a, b) => a.top - b.top);
  words.forEach((a, n) => {
    for (let m = n + 1; m < words.length && words[m].top < a.bottom - 1; m += 1) {
      const b = words[m];
      if (a.holder === b.holder || Math.min(a.right, b.right) - Math.max(a.left, b.left) < 3) continue;
      if (Math.min(a.bottom, b.bottom) - b.top < 2) continue;
      faults.push(`covers: ${a.told} / ${b.told}`);
    }
  });
  for (const box of document.querySelectorAll("button, select, input:not([type=checkbox]):not([type=hidden])")) {
    if (box.tagName === "BUTTON" && box.scrollWidth > box.clientWidth + 1) faults.push(`narrow: ${box.textContent}`);
    if (box.clientWidth && box.clientWidth < 40) faults.push(`narrow: ${box.name}`);
  }
  for (const node of document.querySelectorAll(".node")) {
    const [box, label] = [node.querySelector("rect").getBBox(), node.querySelector("text").getBBox()];
    if (label.width > box.width - 8) faults.push(`wider than its box: ${node.textContent}`);
  }
  return [...new Set(faults)];
}
