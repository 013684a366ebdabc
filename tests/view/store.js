/** The page's engine in Node. */

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { initSync, Store } from "../../graph/data/view/vendor/oxigraph.js";

export { ask, QueryError } from "../../graph/data/view/worker/query.js";

const wasm = new URL("../../graph/data/view/vendor/oxigraph.wasm.gz", import.meta.url);
initSync({ module: gunzipSync(readFileSync(wasm)) });

/** @param {string} quads as N-Quads */
export function storeOf(quads) {
  const store = new Store();
  store.load(quads, { format: "application/n-quads" });
  return store;
}
