// Arranging sections and fields: dragged with the mouse, or moved by buttons; each move is said in words.
const form = document.querySelector("[data-layout]");
if (form) arrange(form);

function arrange(form) {
  const list = form.querySelector("[data-sections]");
  const said = form.querySelector("[data-said]");
  const blank = form.querySelector("[data-blank]");
  let dragged = null;

  const sections = () => [...list.querySelectorAll(":scope > [data-section]")];
  const titleOf = (section) => section.querySelector("[data-title]").value.trim() || "No title";
  const fieldsOf = (section) => section.querySelector("[data-fields]");
  const say = (words) => { said.textContent = ""; requestAnimationFrame(() => { said.textContent = words; }); };
  const placeOf = (node) => [...node.parentElement.children].indexOf(node) + 1;

  function content() {
    return sections().map((section) => ({
      title: section.querySelector("[data-title]").value.trim(),
      collapsed: section.querySelector("[data-collapsed]").checked,
      roles: [...section.querySelectorAll("[data-role]:checked")].map((box) => box.value),
      fields: [...section.querySelectorAll("[data-code]")].map((field) => field.dataset.code),
    }));
  }

  function drawn() {
    const titles = sections().map(titleOf);
    for (const [at, section] of sections().entries()) {
      for (const choice of section.querySelectorAll("[data-to]")) {
        choice.replaceChildren(...titles.map((title, to) => new Option(title, to, to === at, to === at)));
      }
      const how = [...(section.querySelector("[data-collapsed]").checked ? ["closed at first"] : [])];
      const roles = section.querySelectorAll("[data-role]:checked").length;
      if (roles) how.push(`${roles} ${roles === 1 ? "role" : "roles"}`);
      section.querySelector("[data-how]").textContent = how.length ? `(${how.join(", ")})` : "";
    }
    form.elements.content.value = JSON.stringify(content());
  }

  function changed(words) {
    drawn();
    if (words) say(words);
    form.dispatchEvent(new Event("input", { bubbles: true }));
    document.getElementById("layout-preview")?.dispatchEvent(new Event("layout-changed"));
  }

  function tellField(field) {
    changed(`${field.dataset.label} is number ${placeOf(field)} in ${titleOf(field.closest("[data-section]"))}.`);
  }

  function tellSection(section) {
    changed(`Section ${titleOf(section)} is number ${placeOf(section)} of ${sections().length}.`);
  }

  // Past the end of a section a field goes on into its neighbour.
  function moveField(field, step) {
    const section = field.closest("[data-section]");
    const beside = step < 0 ? field.previousElementSibling : field.nextElementSibling;
    const neighbour = step < 0 ? section.previousElementSibling : section.nextElementSibling;
    if (beside) beside[step < 0 ? "before" : "after"](field);
    else if (neighbour) fieldsOf(neighbour)[step < 0 ? "append" : "prepend"](field);
    else return say(`${field.dataset.label} cannot go further.`);
    tellField(field);
  }

  function moveSection(section, step) {
    const beside = step < 0 ? section.previousElementSibling : section.nextElementSibling;
    if (!beside) return say(`Section ${titleOf(section)} cannot go further.`);
    beside[step < 0 ? "before" : "after"](section);
    tellSection(section);
  }

  function remove(section) {
    const title = titleOf(section);
    if (fieldsOf(section).children.length) return say(`Move the fields out of ${title} first.`);
    (section.nextElementSibling ?? section.previousElementSibling ?? form).querySelector("[data-title], [data-add]")?.focus();
    section.remove();
    changed(`Section ${title} is gone.`);
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const field = button.closest("[data-code]");
    const section = button.closest("[data-section]");
    if (button.dataset.move && field) moveField(field, Number(button.dataset.move));
    else if (button.dataset.move) moveSection(section, Number(button.dataset.move));
    else if ("remove" in button.dataset) return remove(section);
    else if ("add" in button.dataset) {
      list.append(blank.content.cloneNode(true));
      changed("A section was added at the end.");
      list.lastElementChild.querySelector("[data-title]").focus();
      return;
    } else return;
    button.focus();
  });

  form.addEventListener("change", (event) => {
    if ("to" in event.target.dataset) {
      const field = event.target.closest("[data-code]");
      fieldsOf(sections()[Number(event.target.value)]).append(field);
      tellField(field);
      event.target.focus();
    } else changed("");
  });
  list.addEventListener("input", (event) => { if ("title" in event.target.dataset) drawn(); });

  list.addEventListener("dragstart", (event) => {
    const grip = event.target.closest("[data-grip]");
    dragged = grip ? grip.closest("[data-section]") : event.target.closest("[data-code]");
    if (!dragged) return;
    dragged.toggleAttribute("data-dragged", true);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.code ?? "section");
  });
  list.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const over = event.target.closest("[data-section]");
    if (!over) return;
    if (dragged.dataset.code) below(event, event.target.closest("[data-code]"), fieldsOf(over));
    else if (over !== dragged) besides(event, over);
  });
  list.addEventListener("drop", (event) => { if (dragged) event.preventDefault(); });
  list.addEventListener("dragend", () => {
    if (!dragged) return;
    const moved = dragged;
    dragged.removeAttribute("data-dragged");
    dragged = null;
    if (moved.dataset.code) tellField(moved);
    else tellSection(moved);
  });

  function below(event, field, fields) {
    if (field && field !== dragged) besides(event, field);
    else if (!field && dragged.parentElement !== fields) fields.append(dragged);
  }

  function besides(event, other) {
    const box = other.getBoundingClientRect();
    other[event.clientY < box.top + box.height / 2 ? "before" : "after"](dragged);
  }

  form.addEventListener("submit", drawn);
  drawn();
}
