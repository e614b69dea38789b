import assert from "node:assert/strict";
import test from "node:test";
import { take } from "../../../../src/tawatur/serve/web/static/script/review.mjs";

/** A list of names as the page has it, as far as `take` touches it. */
function list(...values) {
  const options = values.map((value) => ({ value, dataset: {} }));
  return {
    options,
    value: "",
    ownerDocument: { createElement: () => ({ value: "", textContent: "", dataset: {} }) },
    append: (option) => options.push(option),
    querySelector: () => {
      const given = options.find((one) => "given" in one.dataset);
      return given ? { remove: () => options.splice(options.indexOf(given), 1) } : null;
    },
  };
}

test("words of the text become one more name, which the next words replace", () => {
  const names = list("", "12-19");
  take(names, "30-36", "الوزير");
  assert.deepEqual(names.options.map((one) => one.value), ["", "12-19", "30-36"]);
  assert.equal(names.value, "30-36");
  take(names, "40-46", "الوزيرة");
  assert.deepEqual(names.options.map((one) => one.value), ["", "12-19", "40-46"]);
  assert.equal(names.options.at(-1).textContent, "الوزيرة");
});

test("words that are in the list already are chosen there", () => {
  const names = list("", "12-19");
  take(names, "12-19", "الوزير");
  assert.deepEqual(names.options.map((one) => one.value), ["", "12-19"]);
  assert.equal(names.value, "12-19");
});
