// Rows of conditions: operators follow the field, the value's box follows both, rows come and go.
// Without this script every operator is offered and two blank rows stand ready.
function options(select, wanted) {
  for (const option of select.options) {
    const fits = !wanted || wanted.includes(option.value);
    option.hidden = !fits;
    option.disabled = !fits;
  }
  if (select.selectedOptions[0]?.disabled) select.value = wanted[0];
}

function chooser(choices, several) {
  const box = document.createElement("select");
  box.multiple = several;
  if (several) box.size = Math.min(4, Math.max(2, choices.length));
  else box.add(new Option("", ""));
  for (const [value, label] of choices) box.add(new Option(label, value));
  return box;
}

function input(type) {
  const box = document.createElement("input");
  box.type = type;
  if (type === "number") box.step = "any";
  box.autocomplete = "off";
  return box;
}

function boxes(field, takes) {
  if (takes === "nothing") return [];
  if (field.choices.length) return [chooser(field.choices, takes === "several")];
  if (takes === "several") return [input("text")];
  return takes === "two" ? [input(field.input), input(field.input)] : [input(field.input)];
}

function part(row, name) {
  return row.querySelector(`[data-part="${name}"]`);
}

function fit(editor, row) {
  const field = editor.fields[part(row, "field").value];
  options(part(row, "operator"), field?.operators);
  const takes = editor.takes[part(row, "operator").value];
  const shape = `${part(row, "field").value} ${takes}`;
  if (!field || row.dataset.shape === shape) return;
  const holder = part(row, "value");
  const name = part(row, "field").name.replace(/field$/, "value");
  const fresh = boxes(field, takes);
  for (const box of fresh) {
    box.name = name;
    box.setAttribute("aria-label", holder.dataset.label);
  }
  if (row.dataset.shape !== undefined) holder.replaceChildren(...fresh);
  row.dataset.shape = shape;
}

function renumber(root) {
  root.querySelectorAll("[data-condition]").forEach((row, number) => {
    for (const box of row.querySelectorAll("[name]")) box.name = box.name.replace(/-\d+-(\w+)$/, `-${number}-$1`);
    for (const box of row.querySelectorAll("[aria-label], [data-label]")) {
      for (const name of ["aria-label", "data-label"]) {
        const words = box.getAttribute(name);
        if (words) box.setAttribute(name, words.replace(/\d+/, number + 1));
      }
    }
    if (part(row, "field").id) part(row, "field").id = `${root.id}_${number}_field`;
  });
}

function blank(editor, row) {
  delete row.dataset.shape;
  part(row, "field").value = "";
  part(row, "join").value = "and";
  part(row, "value").replaceChildren(input("text"));
  part(row, "value").firstChild.name = part(row, "field").name.replace(/field$/, "value");
  part(row, "value").firstChild.setAttribute("aria-label", part(row, "value").dataset.label);
  row.dataset.shape = "";
  fit(editor, row);
}

function add(root, editor) {
  const rows = root.querySelectorAll("[data-condition]");
  const last = rows[rows.length - 1];
  const row = last.cloneNode(true);
  last.after(row);
  renumber(root);
  blank(editor, row);
  return row;
}

function remove(root, editor, row) {
  if (root.querySelectorAll("[data-condition]").length === 1) blank(editor, row);
  else row.remove();
  renumber(root);
}

function start(root) {
  if (root.hasAttribute("data-conditions-ready") || root.id.includes("__prefix__")) return;
  root.setAttribute("data-conditions-ready", "");
  const editor = { fields: JSON.parse(root.dataset.fields), takes: JSON.parse(root.dataset.takes) };
  const rows = [...root.querySelectorAll("[data-condition]")];
  rows.filter((row) => !part(row, "field").value).slice(0, rows.length - 1).forEach((row) => row.remove());
  renumber(root);
  root.querySelectorAll("[data-condition]").forEach((row) => {
    row.dataset.shape = row.querySelector('[data-part="field"]').value
      ? `${part(row, "field").value} ${editor.takes[part(row, "operator").value]}` : "";
    fit(editor, row);
  });
  root.querySelectorAll("[data-remove-condition], [data-add-condition]").forEach((button) => (button.hidden = false));
  root.addEventListener("change", (event) => {
    const row = event.target.closest("[data-condition]");
    if (row && event.target.matches('[data-part="field"], [data-part="operator"]')) fit(editor, row);
  });
  root.addEventListener("click", (event) => {
    if (event.target.closest("[data-add-condition]")) part(add(root, editor), "field").focus();
    const gone = event.target.closest("[data-remove-condition]");
    if (gone) {
      remove(root, editor, gone.closest("[data-condition]"));
      root.querySelector("[data-add-condition]").focus();
    }
  });
}

function startAll(scope) {
  scope.querySelectorAll?.("[data-conditions]").forEach(start);
}

startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.target));
document.addEventListener("formset:added", (event) => startAll(event.target));
