/** The worker: keeps the store and answers one question after another. */

import { initSync, Store } from "../vendor/oxigraph.js";
import { ask, names, QueryError } from "./query.js";

/** @typedef {import("./query.js").Term} Term */

/** @type {Store} */ let store;
/** @type {Record<string, string>} */ let prefixes = {};

/** The bytes of a gzipped text in Base64. @param {string} text */
async function gunzipped(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i += 1) bytes[i] = letters.charCodeAt(i);
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}

/** @param {{wasm: string, quads: string, prefixes: Record<string, string>}} data */
async function load(data) {
  prefixes = data.prefixes;
  initSync({ module: await gunzipped(data.wasm) });
  store = new Store();
  store.load(data.quads, { format: "application/n-quads", no_transaction: true });
  return { names: names(store) };
}

/** @param {{text: string, terms: Record<string, Term>}} question */
function answer({ text, terms }) {
  const start = performance.now();
  const found = ask(store, text, terms, prefixes);
  return { answer: found, took: performance.now() - start };
}

/** An error in a form that can be sent; after a fault inside the engine, the engine can no longer be used. @param {unknown} error */
function failure(error) {
  if (error instanceof QueryError) return { error: error.message, place: error.place };
  return { error: "The engine broke off: this query is too deep or its answer too large.", broken: true };
}

addEventListener("message", async ({ data }) => {
  try {
    postMessage("text" in data ? answer(data) : await load(data));
  } catch (error) {
    postMessage(failure(error));
  }
});
