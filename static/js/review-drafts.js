// What is typed on the review page outlives a reload, an ended session and the redrawing of its zone. It stays
// in this tab, is kept apart by person, and goes when it is sent or given up.
const FORMS = "[data-note-form], [data-line-form]";
const UNKEPT = new Set(["csrfmiddlewaretoken", "audience"]);

const page = () => document.querySelector("[data-review]");
const prefix = () => `draft ${page()?.dataset.review} ${window.location.pathname} `;
const nameOf = (form) => form.dataset.noteForm || form.getAttribute("action");

function attempt(work) {
  try {
    return work();
  } catch (refused) {
    // Without storage what is typed lasts as long as the page.
    return null;
  }
}

function keep(form) {
  const typed = [...new FormData(form)].filter(([name]) => !UNKEPT.has(name));
  attempt(() => sessionStorage.setItem(prefix() + nameOf(form), JSON.stringify(typed)));
}

export function forget(form) {
  attempt(() => sessionStorage.removeItem(prefix() + nameOf(form)));
}

function kept(form) {
  return attempt(() => JSON.parse(sessionStorage.getItem(prefix() + nameOf(form))));
}

function fill(form) {
  const typed = kept(form);
  if (!typed) return;
  typed.forEach(([name, value]) => { if (form.elements[name]) form.elements[name].value = value; });
  form.dispatchEvent(new CustomEvent("draft-filled", { bubbles: true }));
}

function fillNotes() {
  document.querySelectorAll("[data-note-form]").forEach((form) => { if (!form.elements.body.value) fill(form); });
}

// Lines that were being edited open again; opening fills them.
function reopenLines() {
  const names = attempt(() => Object.keys(sessionStorage)) || [];
  names.filter((name) => name.startsWith(`${prefix()}/`)).forEach((name) => {
    document.querySelector(`[data-review] [hx-get="${CSS.escape(name.slice(prefix().length))}"]`)?.click();
  });
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches(FORMS)) keep(form);
});
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches(FORMS)) keep(form);
});
document.addEventListener("htmx:afterRequest", (event) => {
  // The form itself may be gone by now: its zone was drawn anew. 204 leads to sign-in.
  const form = event.detail.requestConfig?.elt;
  if (form?.matches?.(FORMS) && event.detail.successful && event.detail.xhr.status !== 204) forget(form);
});
// An answer to what was sent is newer than the draft; an editor opened anew is older.
document.addEventListener("htmx:afterSettle", (event) => {
  const form = event.target.matches?.(".rv-edit") && event.target.querySelector("[data-line-form]");
  if (!form) return;
  if (event.detail.requestConfig?.verb === "post") keep(form);
  else fill(form);
});
document.addEventListener("review-changed", fillNotes);
window.addEventListener("load", () => { fillNotes(); reopenLines(); });
