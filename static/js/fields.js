// Custom fields that are asked only when other answers of the same form ask for them. The server judges again;
// what is not in the form is not judged here, and its fields stay.
import { typedNumber } from "./numbers.js";

const MISSING_HOLDS = ["is_not", "not_in", "has_none", "empty"];

function answer(form, code) {
  const boxes = [...form.querySelectorAll(`[data-field="${CSS.escape(code)}"]`)];
  if (!boxes.length) return undefined;
  if (boxes[0].type === "checkbox") return boxes.filter((box) => box.checked).map((box) => box.value);
  return boxes[0].value.trim();
}

function compared(typed, asked) {
  const given = typedNumber(typed) ?? typed;
  const numbers = [given, asked].map((each) => Number(each));
  if (numbers.every((each) => !Number.isNaN(each))) return numbers[0] - numbers[1];
  return String(given).toLowerCase().localeCompare(String(asked).toLowerCase());
}

const HOLDS = {
  is: (given, asked) => compared(given, asked) === 0,
  is_not: (given, asked) => compared(given, asked) !== 0,
  in: (given, asked) => asked.some((each) => compared(given, each) === 0),
  not_in: (given, asked) => !asked.some((each) => compared(given, each) === 0),
  at_least: (given, asked) => compared(given, asked) >= 0,
  above: (given, asked) => compared(given, asked) > 0,
  at_most: (given, asked) => compared(given, asked) <= 0,
  below: (given, asked) => compared(given, asked) < 0,
  between: (given, asked) => compared(given, asked[0]) >= 0 && compared(given, asked[1]) <= 0,
  contains: (given, asked) => given.toLowerCase().includes(String(asked).toLowerCase()),
  has_any: (given, asked) => asked.some((each) => given.includes(each)),
  has_none: (given, asked) => !asked.some((each) => given.includes(each)),
  filled: () => true,
  empty: () => false,
};

function holds(form, item) {
  if (item.any) return item.any.some((each) => holds(form, each));
  const given = answer(form, item.field);
  if (given === undefined) return true;
  if (!given.length) return MISSING_HOLDS.includes(item.operator);
  return HOLDS[item.operator]?.(given, item.value) ?? true;
}

function forget(box) {
  if (box.type === "checkbox") box.checked = box.defaultChecked;
  else if (box.options) for (const option of box.options) option.selected = option.defaultSelected;
  else box.value = box.defaultValue;
}

function asked(form, box) {
  const when = JSON.parse(box.dataset.shownWhen || "[]");
  const only = box.dataset.onlyFor && JSON.parse(box.dataset.onlyFor);
  const type = only && form.querySelector(`[name="${CSS.escape(box.dataset.onlyIn)}"]`);
  return when.every((item) => holds(form, item)) && (!type || only.includes(type.value));
}

function judge(form) {
  for (const box of form.querySelectorAll("[data-shown-when], [data-only-for]")) {
    const row = box.closest(".lo-field");
    if (!row) continue;
    const shown = asked(form, box);
    if (!shown && !row.hidden) forget(box);
    row.hidden = !shown;
  }
}

function judgeAll(root) {
  const boxes = root.querySelectorAll?.("[data-shown-when], [data-only-for]") ?? [];
  new Set([...boxes].map((box) => box.form).filter(Boolean)).forEach(judge);
}

document.addEventListener("change", (event) => event.target.form && judge(event.target.form));
document.addEventListener("htmx:load", (event) => judgeAll(event.target));
judgeAll(document);
