import assert from "node:assert/strict";
import test from "node:test";
import { middle } from "../../../../src/tawatur/serve/web/static/script/centre.mjs";

test("the middle of what is too wide, in both directions", () => {
  assert.equal(middle(600, 400, false), 100);
  assert.equal(middle(600, 400, true), -100);
  assert.equal(Math.abs(middle(300, 400, true)), 0);
});
