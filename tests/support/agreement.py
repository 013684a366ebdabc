"""Whether all parts of an open page show the same claims."""

FAULTS = """() => {
  const { chart, data, state, view } = rashomon;
  const faults = [];
  const say = (what, ok) => ok || faults.push(what);
  const number = (text) => Number((/[\\d,]+/.exec(text ?? "") ?? ["NaN"])[0].replaceAll(",", ""));
  const text = (selector) => document.querySelector(selector)?.textContent;
  const places = chart.places();
  const counts = [...view.lines.values()].filter(({ voices }) => voices.length);

  // What is drawn counts: a bundle is the lines in it; a thread leads from whoever says something that is in no line.
  const { answer } = chart.scope;
  const threads = chart.drawn.filter(({ line }) => line.members && !line.members.length).map(({ line }) => line);
  const drawn = chart.drawn.flatMap(({ line }) => line.members ?? [line]);
  for (const line of drawn) {
    const claims = view.claimsOn(line);
    say(`line ${line.id} stands for no claim that counts`, claims.length > 0);
    say(`line ${line.id} has another number of claims`, line.claims === claims.length);
    say(`line ${line.id} stands for a claim that does not count`, claims.every(({ id }) => view.claims.has(id)));
    say(`line ${line.id} has an end that is not drawn`, view.ends(line).every((id) => places.has(id)));
  }
  const asked = (id) => state.selection?.id === id || state.more.has(id) || threads.some(({ from }) => from === id);
  const left = (id) => view.linesAt(id).some(({ voices }) => voices.length);
  for (const id of places.keys()) say(`${id} is drawn, and no line of it counts`, asked(id) || left(id));

  // What counts is drawn, where both ends are, unless its kind of line is off that no claim has by itself.
  for (const line of counts) {
    const wanted = !state.hidden.has(line.relation) && (answer?.lines.has(line.id) ?? true);
    const shown = wanted && view.ends(line).every((id) => places.has(id));
    say(`line ${line.id} counts and is not drawn`, !shown || chart.courses.has(line.id));
  }

  // The lists.
  const said = text(".table-top .note");
  const [some, every] = [view.claims, data.claims].map(({ size }) => size.toLocaleString("en"));
  say(`the table says "${said}"`, said === undefined || said === `${some} of ${every}`);
  for (const [tab, list] of [["disputes", view.ranked()], ["accusations", view.ledger()]]) {
    say(`the tab says ${text(`#tab-${tab}`)}`, number(text(`#tab-${tab}`)) === list.length);
    for (const p of list) say(`${p.id} is listed without a claim`, view.count(p.id) > 0);
  }

  // The legend, and how much is shown.
  for (const voice of ["stated", "claimed", "denied", "hedged"]) {
    const key = document.querySelector(`#keys [data-name=${voice}]`);
    if (!key || key.getAttribute("aria-pressed") === "false") continue;
    const of = [...drawn, ...threads].filter((line) => line.voices.includes(voice));
    say(`the legend says ${key.textContent}`, number(key.querySelector(".count").textContent) === of.length);
  }
  for (const key of document.querySelectorAll("#filters .keys button[aria-pressed=true]")) {
    const of = counts.filter(({ relation }) => data.relation(relation).label === key.firstChild.textContent);
    say(`the filters say ${key.textContent}`, number(key.querySelector(".count").textContent) === of.length);
  }
  const told = text("#shown");
  say(`"${told}" is told of ${places.size} entities`, number(told) === places.size);
  return faults;
}"""
"""What does not agree, in words; an empty list if everything agrees."""
