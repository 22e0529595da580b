// Toasts leave by themselves unless they carry an action, an error, or the pointer rests on them.
const READ_MS = 6000;
const UNDO_MS = 12000;

function region() {
  return document.getElementById("toasts");
}

function arm(toast) {
  if (toast.dataset.armed || toast.matches(".lo-toast-error")) return;
  toast.dataset.armed = "1";
  const leave = () => { if (toast.matches(":hover, :focus-within")) setTimeout(leave, 2000); else toast.remove(); };
  setTimeout(leave, toast.querySelector("form") ? UNDO_MS : READ_MS);
}

export function showToast(text, level = "info") {
  const toast = document.createElement("div");
  toast.className = `lo-toast lo-toast-${level}`;
  toast.dataset.toast = "";
  const words = document.createElement("div");
  words.className = "lo-toast-text";
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn btn-quiet btn-small";
  close.dataset.toastClose = "";
  close.textContent = region()?.dataset.dismiss;
  toast.append(words, close);
  region()?.append(toast);
  arm(toast);
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-toast-close]")) event.target.closest("[data-toast]").remove();
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.detail.elt.closest?.("[data-toast]")) event.detail.elt.closest("[data-toast]").remove();
});

function armAll() {
  document.querySelectorAll("[data-toast]").forEach(arm);
}
document.addEventListener("htmx:oobAfterSwap", armAll);
document.addEventListener("htmx:load", armAll);
armAll();
