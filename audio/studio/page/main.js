/** The studio's page: every region a module, which listens to what happens and shows it. */

import "./actions.js";
import "./cast.js";
import "./findings.js";
import "./head.js";
import "./keys.js";
import "./render.js";
import "./search.js";
import "./settings.js";
import "./transport.js";
import "./turns.js";
import { tell } from "./dom.js";
import { listen } from "./events.js";
import { begin } from "./folder.js";
import { leaveEditing } from "./editor.js";
import { stop } from "./player.js";
import { on } from "./state.js";

on("leaving", () => { leaveEditing(); stop(); });
listen().then(begin).catch((error) => tell(error.message));
