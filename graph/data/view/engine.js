/** The SPARQL engine, in a separate worker so that no query can block the page, and started only on demand. */

/**
 * @typedef {import("./worker/query.js").Term} Term
 * @typedef {import("./worker/query.js").Answer} Answer
 * @typedef {import("./worker/query.js").Place} Place
 * @typedef {[string, string, boolean]} Name the IRI of a node, one of its names, and whether that is its label
 * @typedef {{name: string, kind: string, required: boolean, description: string}} Parameter
 * @typedef {{name: string, title: string, description: string, parameters: Parameter[], text: string}} NamedQuery
 * @typedef {{size: number, prefixes: Record<string, string>, queries: NamedQuery[], script: string, quads: string}} Engined
 * @typedef {Engined | {most: number}} Carried what the page contains: the data, or the limit that it exceeds
 */

/** A query without an answer: refused, unreadable, or broken off. */
export class Unanswered extends Error {
  /** @param {string} message @param {Place} [place] */
  constructor(message, place) {
    super(message);
    this.place = place;
  }
}

/** The only address from which this page may load a script: the worker's own. @type {{createScriptURL: (url: string) => any} | undefined} */
let policy;

/** @param {string} url @returns {any} */
function trusted(url) {
  const { trustedTypes } = /** @type {any} */ (globalThis);
  policy ??= trustedTypes?.createPolicy("rashomon", { createScriptURL: (/** @type {string} */ each) => each });
  return policy ? policy.createScriptURL(url) : url;
}

export class Engine {
  /** @param {Engined} records */
  constructor(records) {
    this.records = records;
    /** @type {Worker | null} */ this.worker = null;
    /** @type {Promise<{names: Name[]}> | null} */ this.loaded = null;
    /** The questions waiting for the worker, which answers in order. @type {{resolve: (value: any) => void, reject: (error: Error) => void}[]} */ this.waiting = [];
  }

  /** The names in the data, once the engine is ready. @returns {Promise<{names: Name[]}>} */
  start() {
    this.loaded ??= this.load();
    return this.loaded;
  }

  load() {
    const { script, quads, prefixes } = this.records;
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    this.worker = new Worker(trusted(url));
    this.worker.addEventListener("message", ({ data }) => this.hear(data));
    this.worker.addEventListener("error", () => this.end("This browser does not run the engine."));
    return this.send({ wasm: document.getElementById("wasm")?.textContent ?? "", quads, prefixes });
  }

  /**
   * The answer to a query, and how many milliseconds it took.
   * @param {string} text
   * @param {Record<string, Term>} terms
   * @returns {Promise<{answer: Answer, took: number}>}
   */
  async ask(text, terms) {
    await this.start();
    return this.send({ text, terms });
  }

  /** @param {object} message @returns {Promise<any>} */
  send(message) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker?.postMessage(message);
    });
  }

  /** @param {any} said */
  hear(said) {
    if (said.broken) this.end(said.error);
    else if (said.error) this.waiting.shift()?.reject(new Unanswered(said.error, said.place));
    else this.waiting.shift()?.resolve(said);
  }

  /** Give up the current questions. The next one restarts the engine. @param {string} [why] */
  end(why = "Stopped.") {
    this.worker?.terminate();
    this.worker = this.loaded = null;
    for (const { reject } of this.waiting.splice(0)) reject(new Unanswered(why));
  }
}
