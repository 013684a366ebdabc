/** Answers questions with the page's engine: reads {quads, prefixes, relations, cases} from standard input, writes JSON. */

import { readFileSync } from "node:fs";
import { names } from "../../graph/data/view/worker/query.js";
import { term, textFor } from "../../graph/data/view/terms.js";
import { table, values } from "../../graph/data/view/answer.js";
import { ask, storeOf } from "./store.js";

const { quads, prefixes, relations, cases } = JSON.parse(readFileSync(0, "utf8"));
const store = storeOf(quads);
const known = { names: names(store), prefixes, relations: new Map(Object.entries(relations)) };

const answers = cases.map(({ text, parameters, given }) => {
  const terms = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, term(parameters.find((each) => each.name === name), value, known)]));
  const answer = ask(store, textFor(text, parameters, terms), terms, prefixes);
  return values(table(answer.variables, answer.rows, parameters.map(({ name }) => name)));
});
process.stdout.write(JSON.stringify(answers));
