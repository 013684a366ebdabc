/** What the page shows of graphs, without a browser: reads a list of records from stdin, writes what it says about each as JSON. */

import { readFileSync } from "node:fs";
import { Data } from "../../graph/data/view/data.js";
import { View } from "../../graph/data/view/view.js";
import { answers, possibleAnswers, roles } from "../../graph/data/view/said.js";
import { packet } from "../../graph/data/view/packet.js";
import { plain, sentence, speaker } from "../../graph/data/view/words.js";
import { ownersOf } from "../../graph/data/view/filters.js";

const ids = (claims) => claims.map(({ id }) => id).sort();

function told(records) {
  const data = new Data(records, {});
  const view = new View(data);
  const entities = [...data.entities.values()];
  return {
    disputes: view.disputes,
    roles: Object.fromEntries(entities.map(({ id }) => [id, Object.fromEntries(Object.entries(roles(view, id)).map(([name, claims]) => [name, ids(claims)]))])),
    sentences: Object.fromEntries([...data.propositions.values()].map((p) => [p.id, plain(data, sentence(data, p))])),
    times: Object.fromEntries([...data.propositions.values()].map(({ id, when }) => [id, when ?? ""])),
    speakers: Object.fromEntries([...data.claims.values()].map((claim) => [claim.id, speaker(data, claim)])),
    owners: Object.fromEntries([...data.claims.values()].map((claim) => [claim.id, ownersOf(data, claim)])),
    titles: Object.fromEntries(entities.filter(({ titles }) => titles).map(({ id, titles }) => [id, titles])),
    weights: Object.fromEntries(entities.map(({ id }) => [id, view.weight(id)])),
    articles: Object.fromEntries([...data.articles.values()].map(({ id, title, file }) => [id, title ?? file])),
    packets: Object.fromEntries([...data.propositions.values()].filter(({ id }) => data.count(id)).map((p) => [p.id, packet(data, p)])),
    accusations: Object.fromEntries(view.accusations().map((p) => [p.id, { read: ids(answers(view, p)), possible: ids(possibleAnswers(view, p)) }])),
  };
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(told)));
