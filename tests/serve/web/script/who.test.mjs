import assert from "node:assert/strict";
import test from "node:test";
import { onward } from "../../../../src/tawatur/serve/web/static/script/who.mjs";

test("w goes round, W goes back round", () => {
  for (const [key, at, expected] of [["w", -1, 0], ["w", 0, 1], ["w", 2, 0], ["W", 0, 2], ["W", 2, 1], ["W", -1, 2]]) {
    assert.equal(onward(key, at, 3), expected);
  }
});

test("other keys, and an article without entries, stay", () => {
  assert.equal(onward("j", 0, 3), null);
  assert.equal(onward("w", -1, 0), null);
});
