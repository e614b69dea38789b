import assert from "node:assert/strict";
import test from "node:test";
import { verdict } from "../../../../src/tawatur/serve/web/static/script/review.mjs";
import { isCommand, next } from "../../../../src/tawatur/serve/web/static/script/walk.mjs";

globalThis.Element = class {
  constructor(inField) { this.inField = inField; }
  closest() { return this.inField ? this : null; }
};
const press = (key, more = {}) => ({ key, altKey: false, ctrlKey: false, metaKey: false, target: null, ...more });

test("j and k walk and stop at the ends", () => {
  const walks = [["j", -1, 3, 0], ["j", 0, 3, 1], ["j", 2, 3, 2], ["k", 2, 3, 1], ["k", 0, 3, 0], ["k", -1, 3, 0]];
  for (const [key, at, count, expected] of walks) assert.equal(next(key, at, count), expected);
});

test("other keys, and a page without statements, stay", () => {
  assert.equal(next("q", 0, 3), null);
  assert.equal(next("j", -1, 0), null);
});

test("what somebody writes is no command", () => {
  assert.equal(isCommand(press("j")), true);
  assert.equal(isCommand(press("a", { ctrlKey: true })), false);
  assert.equal(isCommand(press("x", { target: new Element(true) })), false);
  assert.equal(isCommand(press("x", { target: new Element(false) })), true);
});

test("three keys are verdicts", () => {
  assert.deepEqual(["a", "x", "u", "s"].map(verdict), ["accept", "reject", "undo", null]);
});

test("e and E walk among events, j does not", () => {
  const among = { e: 1, E: -1 };
  for (const [key, at, expected] of [["e", -1, 0], ["e", 2, 2], ["E", 2, 1], ["E", 0, 0], ["j", 0, null]]) {
    assert.equal(next(key, at, 3, among), expected);
  }
});
