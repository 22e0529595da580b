// Every module attaches itself to the document once; swapped-in parts need no second set-up.
import "./requests.js";
import "./frame.js";
import "./menus.js";
import "./keyboard.js";
import "./rows.js";
import "./selection.js";
import "./peek.js";
import "./palette.js";
import "./toasts.js";
import "./upload.js";
import "./unsaved.js";
import "./charts.js";
import "./conditions.js";
import "./fields.js";
import "./filters.js";
import "./columns.js";
import "./live.js";
