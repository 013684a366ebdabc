/** The lists next to the graph, in order. To add one, write it in a separate file and name it here. */

import { accounts } from "./panels/accounts.js";
import { accusations } from "./panels/accusations.js";
import { ask } from "./panels/ask.js";
import { claimTable } from "./panels/claim_table.js";
import { decisions } from "./panels/decisions.js";
import { disputes } from "./panels/disputes.js";
import { labels } from "./panels/labels.js";
import { names } from "./panels/names.js";
import { overview } from "./panels/overview.js";
import { unread } from "./panels/unread.js";

/**
 ** `id` is its name in the address. `count` is the number shown beside its title, if any; `wide` says that it needs room, and
 * `present` whether this page has it at all. `build` makes it from what the filters leave.
 * @typedef {{state: import("./state.js").State, reveal: (part: import("./chart.js").Focus) => void}} Around
 * @typedef {import("./view.js").View} View
 * @typedef {{id: string, title: string, wide?: boolean, present?: () => boolean, count?: (view: View) => number, build: (view: View, around: Around) => HTMLElement}} Panel
 */

/** @type {Panel[]} */
export const PANELS = [overview, disputes, accusations, labels, accounts, claimTable, names, unread, decisions, ask];
