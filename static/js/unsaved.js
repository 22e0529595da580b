// A form marked data-unsaved warns before what was typed is lost.
const dirty = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.hasAttribute("data-unsaved")) dirty.add(form);
});
document.addEventListener("submit", (event) => dirty.delete(event.target));
document.addEventListener("reset", (event) => dirty.delete(event.target));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) dirty.delete(event.detail.elt);
});

window.addEventListener("beforeunload", (event) => {
  const open = [...dirty].some((form) => form.isConnected);
  if (open) event.preventDefault();
});
