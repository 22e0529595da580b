// Runs before the first paint, so that neither the theme nor the rail flickers.
(function () {
  var root = document.documentElement;
  try {
    var theme = localStorage.getItem("theme");
    if (theme) root.dataset.bsTheme = theme;
    if (localStorage.getItem("rail") === "narrow") root.dataset.rail = "narrow";
  } catch (refused) {
    // Storage is switched off: the device's own theme and the wide rail are fine.
  }
})();
