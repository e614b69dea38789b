import assert from "node:assert/strict";
import test from "node:test";
import { withLayers } from "../../../../src/tawatur/serve/web/static/script/layers.mjs";
import { beside, codePoints, range } from "../../../../src/tawatur/serve/web/static/script/words.mjs";

test("characters beyond the basic plane count once, marks each", () => {
  assert.equal(codePoints("طريق"), 4);
  assert.equal(codePoints("🕊🕊 طريق"), 7);
  assert.equal(codePoints("مُدّة"), 5);
  assert.equal(codePoints(""), 0);
});

test("a range begins before it ends, inside the text", () => {
  assert.equal(range(12, 40), "12-40");
  for (const [start, end] of [[40, 12], [12, 12], [null, 4], [4, null]]) assert.equal(range(start, end), null);
  assert.equal(range(0, 1), "0-1");
});

test("the link stands inside the window", () => {
  assert.equal(beside(500, 1440), 500);
  assert.equal(beside(1400, 1440), 1260);
  assert.equal(beside(-20, 360), 8);
  assert.equal(beside(100, 120), 8);
});

test("the address keeps which layers are on, and all else", () => {
  const address = "http://localhost:8765/ar/articles/a?source=e1&layer=people#s2";
  assert.equal(withLayers(address, ["places", "times"]), "http://localhost:8765/ar/articles/a?source=e1&layer=places&layer=times#s2");
  assert.equal(withLayers(address, []), "http://localhost:8765/ar/articles/a?source=e1#s2");
});
