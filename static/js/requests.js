// What htmx does at the edges: no double submits, clear words when the network or the server fails.
import { showToast } from "./toasts.js";

const inFlight = new Map();

function buttonsOf(element) {
  const form = element.closest("form");
  const buttons = form ? [...form.querySelectorAll("button:not([type=button])")] : [];
  if (element.matches("button")) buttons.push(element);
  return buttons.filter((button) => !button.disabled);
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.requestConfig.verb === "get") return;
  const buttons = buttonsOf(event.detail.elt);
  buttons.forEach((button) => { button.disabled = true; });
  inFlight.set(event.detail.xhr, buttons);
});

document.addEventListener("htmx:afterRequest", (event) => {
  (inFlight.get(event.detail.xhr) || []).forEach((button) => { button.disabled = false; });
  inFlight.delete(event.detail.xhr);
});

// A plain form that is sent twice by a double click is sent once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.matches("[hx-post], [hx-get], [hx-put], [hx-delete]") || form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
});

function complain(word) {
  showToast(document.getElementById("toasts")?.dataset[word] || "", "error");
}

document.addEventListener("htmx:sendError", () => complain("network"));
document.addEventListener("htmx:timeout", () => complain("late"));
document.addEventListener("htmx:responseError", () => complain("server"));

// Empty filters do not belong in an address.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") return;
  const { formData } = event.detail;
  for (const name of new Set(formData.keys())) {
    const kept = formData.getAll(name).filter((value) => value !== "");
    formData.delete(name);
    kept.forEach((value) => formData.append(name, value));
  }
});
