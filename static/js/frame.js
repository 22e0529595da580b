// Theme, rail and dialogs: small switches of the frame.
const root = document.documentElement;

function remember(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch (refused) {
    // Without storage the choice lasts for this page.
  }
}

function setTheme(theme) {
  if (theme) root.dataset.bsTheme = theme;
  else delete root.dataset.bsTheme;
  remember("theme", theme);
  document.dispatchEvent(new CustomEvent("theme-changed"));
}

function foldRail() {
  const narrow = root.dataset.rail !== "narrow";
  if (narrow) root.dataset.rail = "narrow";
  else delete root.dataset.rail;
  remember("rail", narrow ? "narrow" : "");
}

function openDialog(id) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  dialog.dispatchEvent(new CustomEvent("dialog-open", { bubbles: true }));
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) { event.preventDefault(); openDialog(opener.dataset.dialog); }
  const theme = event.target.closest("[data-theme-set]");
  if (theme) setTheme(theme.dataset.themeSet);
  if (event.target.closest("[data-rail-fold]")) foldRail();
  if (event.target.closest("[data-dialog-close]")) event.target.closest("dialog")?.close();
  // A click on the backdrop closes: the dialog element itself is only hit outside of its content.
  if (event.target.matches("dialog.lo-dialog") && outside(event)) event.target.close();
});

function outside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
