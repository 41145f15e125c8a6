// What a click on the map tells: who, why, and what was found there.
map.outOf = map.nodes.map(() => []);
map.into = map.nodes.map(() => []);
for (const link of map.links) {
  map.outOf[link[0]].push(link);
  map.into[link[1]].push(link);
}
map.findings = map.nodes.map(() => []);
for (const finding of data.findings) for (const number of new Set(finding.nodes)) map.findings[number].push(finding);
const LISTED = 100;

const titleOf = (node) => (node.kind === "outside" ? node.name : `${node.type} ${node.name}`);
const fullName = (number) => {
  const node = map.nodes[number];
  return node.namespace ? `${titleOf(node)} in ${node.namespace}` : titleOf(node);
};

function listed(items, entry, nothing) {
  if (!items.length) return nothing ? el("p", { class: "soft" }, nothing) : null;
  const rest = items.length > LISTED ? [el("li", { class: "soft" }, `and ${items.length - LISTED} more`)] : [];
  return el("ul", {}, ...items.slice(0, LISTED).map((item) => el("li", {}, entry(item))), ...rest);
}

const linkButton = (words) => (link) =>
  el("button", { onclick: () => choose({ link }) }, words(link), el("div", { class: "soft" }, wordsOf(link)));
const findingButton = (finding) =>
  el("button", { onclick: () => showFinding(finding) },
    el("span", { class: `level ${finding.level}` }, finding.level), ` ${finding.message}`);

const SAYS = {
  ingress: { open: "Everyone may connect to it", pods: "Every pod off the host network may connect to it", limited: "Policies limit who connects to it", closed: "Nobody in the input may connect to it" },
  egress: { open: "It may connect to everyone", pods: "It may connect to every pod off the host network", limited: "Policies limit whom it connects to", closed: "It may connect to nobody in the input" },
};

const FREE = ["open", "pods"];

function directionParts(number, direction) {
  const node = map.nodes[number], state = node[direction], inward = direction === "ingress";
  const links = (inward ? map.into : map.outOf)[number].filter(isConnection);
  const parts = [el("h3", {}, inward ? "Who may connect to it" : "Whom it may connect to")];
  if (state) parts.push(el("p", {}, el("span", { class: `badge ${state}` }, SAYS[direction][state])));
  if (state === "pods") parts.push(el("p", {}, `at ${node[`${direction}_ports`]}`));
  if (FREE.includes(state)) parts.push(el("p", { class: "soft" }, inward
    ? "Not listed: those that may connect to everyone or to every pod, at the ports that both allow."
    : "Not listed: those to which everyone or every pod may connect, at the ports that both allow."));
  parts.push(listed(links, linkButton((link) => fullName(link[inward ? 0 : 1]))));
  return parts;
}

const selects = (rule, number) => map.sets[rule.subjects].includes(number);

function rulesAbout(number, direction, peer) {
  return map.rules.filter((rule) => rule.direction === direction && selects(rule, number)
    && (peer === undefined || map.sets[rule.peers].includes(peer)));
}
function isolationsOf(number, direction) {
  return map.isolations.filter((each) => selects(each, number) && (!direction || each.direction === direction));
}
const ruleEntry = (rule) => el("div", {},
  `${rule.policy}: ${rule.direction} rule ${rule.rule}, ${rule.effect} ${rule.ports}`, el("div", { class: "soft" }, rule.place));
const isolationEntry = (each) => el("div", {},
  `${each.policy} limits its ${each.direction}`, el("div", { class: "soft" }, each.place));

function nodePanel(number) {
  const node = map.nodes[number];
  const serving = map.into[number].filter(isLead), leading = map.outOf[number].filter(isLead);
  const calling = map.outOf[number].filter(isCall), called = map.into[number].filter(isCall);
  const parts = [el("h2", {}, titleOf(node))];
  if (node.namespace) parts.push(el("p", { class: "soft" }, `namespace ${node.namespace}`));
  if (node.full && node.full !== node.name) parts.push(el("p", {}, node.full));
  for (const note of node.notes || []) parts.push(el("p", {}, note));
  if (node.store) parts.push(el("p", {}, el("strong", {}, node.store), " listens here"));
  for (const label of node.labels || []) parts.push(el("code", {}, label), " ");
  if (map.findings[number].length) parts.push(el("h3", {}, "Findings"), listed(map.findings[number], findingButton));
  if (calling.length) parts.push(el("h3", {}, "What it is told to call"), listed(calling, callButton(1)));
  if (called.length) parts.push(el("h3", {}, "Who is told to call it"), listed(called, callButton(0)));
  if (node.kind === "workload") parts.push(...directionParts(number, "ingress"), ...directionParts(number, "egress"));
  if (node.kind === "outside" && map.into[number].some(isConnection)) parts.push(...directionParts(number, "ingress"));
  if (node.kind === "outside" && map.outOf[number].some(isConnection)) parts.push(...directionParts(number, "egress"));
  if (serving.length) parts.push(el("h3", {}, "Led to by"), listed(serving, linkButton((link) => fullName(link[0]))));
  if (leading.length) parts.push(el("h3", {}, "Leads to"), listed(leading, linkButton((link) => fullName(link[1]))));
  const policies = isolationsOf(number);
  const rules = [...rulesAbout(number, "ingress"), ...rulesAbout(number, "egress")];
  if (policies.length + rules.length)
    parts.push(el("h3", {}, "Policies"), listed(policies, isolationEntry), listed(rules, ruleEntry));
  return parts;
}

function sideParts(number, direction, peer) {
  const node = map.nodes[number];
  const parts = [el("h3", {}, `${direction} of ${fullName(number)}`)];
  if (node.kind !== "workload") return [...parts, el("p", {}, "No policy binds what lies outside.")];
  if (node[direction] === "open") return [...parts, el("p", {}, "No policy limits it.")];
  const allowing = rulesAbout(number, direction, peer);
  return [...parts, listed(isolationsOf(number, direction), isolationEntry),
    listed(allowing, ruleEntry, "No rule is about this end: what no policy decides is open.")];
}

function linkPanel(link) {
  const [source, target] = link;
  const parts = [el("h2", {}, `${fullName(source)} → ${fullName(target)}`)];
  if (link[3] <= CONNECTS) parts.push(el("p", {}, wordsOf(link)));
  for (const call of link.calls || []) parts.push(...callParts(call));
  if (isConnection(link)) parts.push(...sideParts(source, "egress", target), ...sideParts(target, "ingress", source));
  const found = [...map.findings[source], ...map.findings[target]];
  if (found.length) parts.push(el("h3", {}, "Findings at its ends"), listed([...new Set(found)], findingButton));
  parts.push(el("h3", {}, "Its ends"), listed([source, target], nodeButton));
  return parts;
}
const nodeButton = (number) => el("button", { onclick: () => choose({ node: number }) }, fullName(number));

function bundlePanel(links) {
  const words = (link) => `${fullName(link[0])} → ${fullName(link[1])}`;
  return [el("h2", {}, count(links.length, "link")), listed(links, linkButton(words))];
}

function spacePanel(space) {
  const parts = [el("h2", {}, space.outside ? space.name : `Namespace ${space.name || "(none)"}`), el("p", { class: "soft" }, spaceWords(space))];
  const openness = opennessOf(space);
  if (openness) parts.push(el("p", {}, el("span", { class: `badge ${openness[0]}` }, openness[1])));
  parts.push(el("button", { onclick: () => toggleSpace(space) }, openSpaces.has(space) ? "Close it" : "Open it"));
  parts.push(el("h3", {}, "In it"), listed(space.members, nodeButton));
  return parts;
}

function spaceWords(space) {
  if (space.outside) return count(space.members.length, "set") + " of addresses";
  const of = (kind) => space.members.filter((number) => map.nodes[number].kind === kind).length;
  const parts = [[of("workload"), "workload"], [of("service"), "Service"], [of("door"), "front door"], [of("missing"), "missing Service"]];
  return parts.filter(([number]) => number).map(([number, noun]) => count(number, noun)).join(", ");
}
// How open all workloads of a namespace are, where they are alike: class and words.
function opennessOf(space) {
  const own = space.members.filter((number) => map.nodes[number].kind === "workload");
  const states = new Set(own.map((number) => map.nodes[number].ingress));
  if (!own.length || ![...states].every((state) => FREE.includes(state))) return null;
  if (states.has("pods")) return ["pods", "every pod may connect"];
  const policy = own.some((number) => isolationsOf(number, "ingress").length);
  return ["open", `${policy ? "" : "no policy: "}everyone may connect`];
}
