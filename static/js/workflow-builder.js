// The builder works without this: one blank row each, and Check draws anew. With it rows are added and moved,
// stages can be chosen as soon as they are named, and the diagram follows what is typed.
const form = document.querySelector("form.wf-builder");
const PAUSE_MS = 500;
let timer = 0;

function rowsOf(kind) {
  return [...form.querySelectorAll(`[data-rows="${kind}"] > [data-row]`)];
}

function renumber(kind) {
  rowsOf(kind).forEach((row, number) => {
    for (const box of row.querySelectorAll("[name]")) box.name = box.name.replace(/^(\w+)-\d+-/, `$1-${number}-`);
    row.querySelector(".wf-number").textContent = number + 1;
  });
}

function stages() {
  return rowsOf("stage")
    .map((row) => [row.querySelector("[data-code]").value, row.querySelector("[data-name]").value.trim()])
    .filter(([, name]) => name)
    .map(([code, name]) => [code || name, name]);
}

// A new stage's value is its name: while it is typed, transitions that lead there follow.
function fillStages(renamed) {
  const known = stages();
  for (const select of form.querySelectorAll("[data-stages]")) {
    const chosen = renamed && select.value === renamed.from ? renamed.to : select.value;
    const fixed = [...select.options].filter((option) => option.value === "" || option.value === "*");
    select.replaceChildren(...fixed, ...known.map(([value, name]) => new Option(name, value)));
    select.value = chosen;
    if (select.selectedIndex < 0) select.value = "";
  }
}

function sum(details) {
  const said = [...details.querySelectorAll("input:checked + span")].map((label) => label.textContent);
  if (said.length) details.querySelector("[data-sum]").textContent = said.join(", ");
}

function blank(row) {
  for (const box of row.querySelectorAll("input, textarea, select")) {
    if (box.type === "checkbox") box.checked = false;
    else if (box.tagName === "SELECT") box.selectedIndex = 0;
    else box.value = "";
  }
  row.classList.remove("wf-wrong");
  row.querySelectorAll(".wf-fault").forEach((fault) => fault.remove());
  row.querySelectorAll("details").forEach((details) => (details.open = false));
}

function add(kind) {
  const rows = rowsOf(kind);
  const last = rows[rows.length - 1];
  const row = last.cloneNode(true);
  last.after(row);
  blank(row);
  renumber(kind);
  row.querySelector("input:not([type=hidden])").focus();
}

async function look() {
  const answer = await fetch(form.dataset.look, { method: "POST", body: new FormData(form) });
  if (!answer.ok) return;
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("wf-look");
  if (parsed) document.getElementById("wf-look").replaceWith(parsed);
}

function lookSoon() {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE_MS);
}

form.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-name]")) event.target.dataset.before = event.target.value.trim();
});
form.addEventListener("input", (event) => {
  if (event.target.matches("[data-name]")) {
    const code = event.target.closest("[data-row]").querySelector("[data-code]").value;
    const name = event.target.value.trim();
    fillStages(code ? null : { from: event.target.dataset.before, to: name });
    event.target.dataset.before = name;
  }
  const details = event.target.closest("[data-sums]");
  if (details) sum(details);
  lookSoon();
});
form.addEventListener("change", (event) => {
  if (!event.target.matches("[data-gone]")) return;
  const row = event.target.closest("[data-row]");
  const kind = row.parentElement.dataset.rows;
  if (rowsOf(kind).length > 1) row.remove();
  else blank(row);
  renumber(kind);
  fillStages(null);
  lookSoon();
});
form.addEventListener("click", (event) => {
  const adding = event.target.closest("[data-add]");
  if (adding) add(adding.dataset.add);
  const up = event.target.closest("[data-up]");
  const row = up?.closest("[data-row]");
  if (row?.previousElementSibling) {
    row.previousElementSibling.before(row);
    renumber(row.parentElement.dataset.rows);
    fillStages(null);
    up.focus();
    lookSoon();
  }
});
form.querySelectorAll("[data-add], [data-up]").forEach((button) => (button.hidden = false));
