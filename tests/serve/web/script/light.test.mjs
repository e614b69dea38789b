import assert from "node:assert/strict";
import test from "node:test";
import { Lights, innermost } from "../../../../src/tawatur/serve/web/static/script/light.mjs";

/** A part of a page that remembers its classes and how often they were touched. */
function part(s) {
  const on = new Set();
  const made = { dataset: { s }, on, touched: 0 };
  made.classList = { toggle: (name, yes) => { made.touched += 1; yes ? on.add(name) : on.delete(name); } };
  return made;
}

test("words inside another's words are the inner one's", () => {
  assert.equal(innermost(part("s1 s2")), "s2");
  assert.equal(innermost(part("s1")), "s1");
  assert.equal(innermost(part(undefined)), null);
});

test("what tells of the same lights, and nothing else", () => {
  const [card, outer, inner, other] = [part("s1"), part("s1"), part("s1 s2"), part("s3")];
  const lights = new Lights([card, outer, inner, other]);
  lights.show("s1");
  assert.deepEqual([card, outer, inner, other].map((one) => one.on.has("lit")), [true, true, true, false]);
  lights.show("s2");
  assert.deepEqual([card, outer, inner, other].map((one) => one.on.has("lit")), [false, false, true, false]);
  lights.show(null);
  assert.equal(inner.on.has("lit"), false);
});

test("nothing is touched that does not change", () => {
  const parts = Array.from({ length: 1000 }, (_, n) => part(`s${n}`));
  const lights = new Lights(parts);
  lights.show("s7");
  lights.show("s7");
  lights.show("s8");
  assert.deepEqual([...new Set(parts.map((one) => one.touched))], [0, 2, 1]);
});

test("a name that nothing tells of puts the others out", () => {
  const one = part("s1");
  const lights = new Lights([one]);
  lights.show("s1");
  lights.show("s99");
  assert.equal(one.on.size, 0);
});
