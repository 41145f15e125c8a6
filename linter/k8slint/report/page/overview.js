// What is seen before anything is chosen: what does not get through, what is open to the outside, who reaches the stores.
const leadsFrom = (number) => map.outOf[number].filter(isLead).map((link) => link[1]);

// Everything that a front door leads to, directly or over Services.
const behindDoors = (() => {
  const found = new Set(), next = map.nodes.flatMap((node, number) => (node.type === "clients" ? [number] : []));
  while (next.length)
    for (const number of leadsFrom(next.pop())) if (!found.has(number)) found.add(number) && next.push(number);
  return found;
})();

function endsOf(start) {
  const found = new Set(), next = [start];
  while (next.length)
    for (const number of leadsFrom(next.pop())) if (!found.has(number)) found.add(number) && next.push(number);
  return [...found].filter((number) => map.nodes[number].kind === "workload");
}
const few = (numbers) => numbers.slice(0, 4).map(fullName).join(", ") + (numbers.length > 4 ? ` and ${numbers.length - 4} more` : "");

function entryButton(link) {
  const pods = endsOf(link[1]);
  return el("button", { onclick: () => choose({ node: link[1] }) }, fullName(link[1]),
    el("div", { class: "soft" }, wordsOf(link), pods.length ? `, to ${few(pods)}` : ""));
}

function storeButton(number) {
  const node = map.nodes[number], from = (fits) => [...new Set(map.into[number].filter(fits).map((link) => link[0]))];
  const told = from((link) => isCall(link) && link[3] <= CALLS), who = from((link) => isConnection(link) || link[3] === CALLS);
  const words = FREE.includes(node.ingress) ? SAYS.ingress[node.ingress] + (told.length ? `; told to: ${few(told)}` : "")
    : who.length ? `Reached by ${few(who)}` : SAYS.ingress.closed;
  return el("button", { onclick: () => choose({ node: number }) }, fullName(number),
    el("div", { class: "soft" }, `${node.store}. `, el("span", { class: node.ingress }, words)));
}

const section = (title, items, entry) => (items.length ? [el("h3", {}, title), listed(items, entry)] : []);

// What is called in vain, with those who call it.
function vainButton([target, links]) {
  const words = `told to: ${few([...new Set(links.map((link) => link[0]))])}`;
  const choice = links.length === 1 ? { link: links[0] } : { links };
  return el("button", { onclick: () => choose(choice) }, fullName(target),
    el("div", { class: "soft" }, `${wordsOf(links[0])}, ${words}`));
}
function inVain(kind) {
  const found = new Map();
  for (const link of map.links.filter((each) => each[3] === kind)) found.set(link[1], [...(found.get(link[1]) || []), link]);
  return [...found];
}

function overviewPanel() {
  if (!map.nodes.length) return [];
  const [blocked, missing] = [inVain(BLOCKED), inVain(MISSING)];
  const entries = map.links.filter((link) => isLead(link) && map.nodes[link[0]].type === "clients");
  const stores = map.nodes.flatMap((node, number) => (node.store ? [number] : []));
  return [el("h2", {}, "At a glance"), el("p", { class: "soft" }, spaceSummary()),
    ...section(`Called, and not reached: ${blocked.length}`, blocked, vainButton),
    ...section(`Called, and not in the input: ${missing.length}`, missing, vainButton),
    ...section(`Ways in from outside: ${entries.length}`, entries, entryButton),
    ...section(`Databases, caches and other stores: ${stores.length}`, stores, storeButton)];
}
