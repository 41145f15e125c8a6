// The drawing of the map, made anew when something opens, closes or is filtered.
const SMALL = 120, DRAWN = 1500, CROWD = 60;
const numbersWhere = (fits) => map.nodes.flatMap((node, number) => (fits(node) ? [number] : []));
const spaces = sorted(map.nodes.filter((node) => node.kind !== "outside").map((node) => node.namespace)).map((name) => ({
  name,
  members: numbersWhere((node) => node.kind !== "outside" && node.namespace === name),
}));
const addresses = numbersWhere((node) => node.type === "addresses" || node.type === "host");
if (addresses.length > 6) spaces.push({ name: "addresses outside", members: addresses, outside: true });
const spaceOf = new Map(spaces.flatMap((space) => space.members.map((number) => [number, space])));
const openSpaces = new Set(spaces.length === 1 || map.nodes.length <= SMALL ? spaces : []);
map.outside = numbersWhere((node) => node.kind === "outside").filter((number) => !spaceOf.has(number));
let chosen = {}, layout = null, view = null, stops = [], current = 0, last = null;

const worst = (numbers) => {
  const found = new Set(numbers.flatMap((number) => map.findings[number]));
  const level = Object.keys(data.levels).find((each) => [...found].some((finding) => finding.level === each));
  return { size: found.size, level };
};
const fitsMap = (finding) => ["*", "any", `level ${finding.level}`, `rule ${finding.rule}`].includes($("map-findings").value);
const hasFindings = (number) => map.findings[number].some(fitsMap);
const filtered = () => $("map-findings").value !== "*";
// A few namespaces stand in the order in which requests from outside meet them, many in that of their names.
const FEW = 9;
const inOrder = (() => {
  if (spaces.length > FEW) return spaces;
  const doors = map.links.filter((link) => map.nodes[link[0]].type === "clients").map((link) => spaceOf.get(link[1]));
  const crossing = map.links.filter((link) => isCall(link) && spaceOf.get(link[0]) !== spaceOf.get(link[1]));
  const called = new Set(crossing.map((link) => spaceOf.get(link[1])));
  const found = new Set(doors.length ? doors : spaces.filter((space) => !called.has(space)));
  for (const space of found)
    for (const link of crossing) if (spaceOf.get(link[0]) === space) found.add(spaceOf.get(link[1]));
  return [...found, ...spaces].filter((space, place, all) => space && all.indexOf(space) === place);
})();
const visibleSpaces = () => inOrder.filter((space) => space.outside ||
  admits($("map-namespace"), space.name) && (!filtered() || space.members.some(hasFindings)));

// The node where it is drawn, else its closed namespace, else nothing.
const spotOf = (number) => layout.places.get(number) || layout.shut.get(spaceOf.get(number));

// The text as far as it fits into a width.
const ruler = document.createElement("canvas").getContext("2d");
const cuts = new Map();
function cut(text, width, font = "11px system-ui") {
  const key = `${width} ${font} ${text}`;
  if (!cuts.has(key)) cuts.set(key, shortened(text, width, font));
  return cuts.get(key);
}
function shortened(text, width, font) {
  ruler.font = font;
  let characters = [...text].slice(0, 80);
  if (ruler.measureText(text).width <= width && characters.length < 80) return text;
  while (characters.length && ruler.measureText(`${characters.join("")}…`).width > width) characters.pop();
  return `${characters.join("")}…`;
}
const TITLE = "650 13px system-ui";

function drawLabel(found, x, y) {
  return found.size ? draw("text", { class: `count ${found.level}`, x, y, "text-anchor": "end" }, `● ${found.size}`) : null;
}

function drawNode(number, place) {
  const node = map.nodes[number];
  const state = node.ingress ? `${node.ingress}-in` : "";
  const found = worst([number]);
  const says = [fullName(number), node.store, behindDoors.has(number) ? "behind a front door" : "", node.ingress ? SAYS.ingress[node.ingress] : "", found.size ? count(found.size, "finding") : ""];
  const faint = filtered() && !hasFindings(number) && node.kind !== "outside" ? " faint" : "";
  return draw("g", { class: `node ${node.kind} ${state}${faint}`, role: "button",
    tabindex: -1, "aria-label": says.filter(Boolean).join(", "), transform: `translate(${place.x},${place.y})`, "data-node": number },
  draw("rect", { width: place.width, height: place.height, rx: 6 }),
  node.kind === "workload" ? draw("rect", { class: "side", width: 5, height: place.height, rx: 2 }) : null,
  draw("title", {}, says[0]),
  draw("text", { class: "title", x: 13, y: 15 }, cut(node.name, place.width - (found.size ? 56 : 22), TITLE)),
  draw("text", { class: "small", x: 13, y: 28 }, cut(typeWords(number), place.width - (node.store ? 36 : 22))),
  node.store ? draw("path", { class: "store", d: "M0,3 a6,2.5 0 0 1 12,0 v8 a6,2.5 0 0 1 -12,0 z M0,3 a6,2.5 0 0 0 12,0", transform: `translate(${place.width - 20},18)` }) : null,
  drawLabel(found, place.width - 8, 15));
}

function typeWords(number) {
  const node = map.nodes[number];
  if (node.kind === "missing") return `${node.type}, not in the input`;
  return node.kind === "workload" && behindDoors.has(number) ? `${node.type}, behind a front door` : node.type;
}

function drawSpace(box) {
  const space = spaceOf.get(box.members[0]), isOpen = openSpaces.has(space), found = worst(box.members);
  const [state, words] = opennessOf(box) || ["", ""];
  return draw("g", { class: `space ${isOpen ? "" : "shut"}`, role: "button", tabindex: -1,
    "aria-expanded": isOpen,
    "aria-label": [box.outside ? box.name : `namespace ${box.name}`, spaceWords(box), words, count(found.size, "finding")].filter(Boolean).join(", "),
    transform: `translate(${box.x},${box.y})`, "data-space": spaces.indexOf(space) },
  draw("rect", { width: box.width, height: box.height, rx: 10 }),
  draw("text", { class: "title", x: 14, y: 23 }, `${isOpen ? "▾" : "▸"} ${cut(box.name || "(none)", box.width - 80, TITLE)}`),
  isOpen ? null : draw("text", { class: "small", x: 14, y: 43 }, cut(spaceWords(box), box.width - 24)),
  words ? draw("text", { class: `count ${state}`, x: 14, y: isOpen ? 39 : 61 }, words) : null,
  drawLabel(found, box.width - 12, 23));
}

// Links between the same two spots are one line with their number.
function bundles() {
  const found = new Map();
  for (const link of map.links) {
    const [from, to] = [spotOf(link[0]), spotOf(link[1])];
    if (!from || !to || from === to) continue;
    const key = `${from.x},${from.y},${to.x},${to.y},${link[3]}`;
    if (!found.has(key)) found.set(key, { from, to, links: [] });
    found.get(key).links.push(link);
  }
  return [...found.values()];
}

const touches = (bundle) => bundle.links.some((link) =>
  link === chosen.link || link[0] === chosen.node || link[1] === chosen.node
  || (chosen.space && !openSpaces.has(chosen.space) && (spaceOf.get(link[0]) === chosen.space || spaceOf.get(link[1]) === chosen.space)));
const anything = () => chosen.node !== undefined || chosen.link || (chosen.space && !openSpaces.has(chosen.space));

function drawBundle(bundle) {
  const { path, x, y, start } = curve(bundle.from, bundle.to);
  const kind = kindOf(bundle.links[0]), called = isConnection(bundle.links[0]) && bundle.links.some(isCall) ? " called" : "";
  const lit = anything() ? (touches(bundle) ? " lit" : " faint") : "";
  const choice = bundle.links.length === 1 ? { link: bundle.links[0] } : { links: bundle.links };
  const sign = [kind === "blocked" ? "✕" : "", bundle.links.length > 1 ? bundle.links.length : ""].filter(String).join(" ");
  const at = kind === "blocked" ? start : { x, y }; // what lies on the way may hide the middle
  const many = sign ? draw("text", { class: `many ${kind}`, x: at.x, y: at.y + 5, "text-anchor": "middle" }, sign) : null;
  return draw("g", {},
    draw("path", { class: "touch", d: path, onclick: () => choose(choice) }, draw("title", {}, bundleWords(bundle))),
    draw("path", { class: `link ${kind}${called}${lit}`, d: path, "marker-end": `url(#tip-${kind})` }), many);
}

const bundleWords = ({ links }) => (links.length > 1 ? count(links.length, "link")
  : `${fullName(links[0][0])} → ${fullName(links[0][1])}: ${wordsOf(links[0])}`);

const tip = (kind) => draw("marker", { id: `tip-${kind}`, class: kind, viewBox: "0 0 8 8", refX: 1, refY: 4, markerWidth: 7, markerHeight: 7,
  markerUnits: "userSpaceOnUse", orient: "auto" }, draw("path", { d: "M0,0 L8,4 L0,8 z" }));

const keyOf = (stop) => stop.dataset.node ?? `in ${stop.dataset.space}`;

// Everything anew; `drawLines` alone where only what is chosen has changed.
function redraw() {
  layout = arrange(map, visibleSpaces(), (space) => openSpaces.has(space));
  layout.shut = new Map(layout.boxes.filter((box) => !box.inside.length).map((box) => [spaceOf.get(box.members[0]), box]));
  layout.bundles = bundles();
  const nodes = [...layout.places].map(([number, place]) => drawNode(number, place));
  const boxes = layout.boxes.map(drawSpace);
  const isOpen = (_, place) => layout.boxes[place].inside.length > 0;
  layout.lines = draw("g", {});
  $("drawing").replaceChildren(draw("defs", {}, ...KIND.map(tip)), ...boxes.filter(isOpen), layout.lines, ...boxes.filter((box, place) => !isOpen(box, place)), ...nodes);
  stops = [...boxes, ...nodes];
  current = Math.max(0, stops.findIndex((stop) => keyOf(stop) === last));
  if (stops.length) stops[current].setAttribute("tabindex", 0);
  drawLines();
}

function drawLines() {
  const all = layout.bundles.length;
  const lines = all <= DRAWN ? layout.bundles
    : layout.bundles.filter((bundle) => touches(bundle) || bundle.links[0][3] > CALLS).slice(0, DRAWN);
  $("drawing").classList.toggle("crowd", lines.length > CROWD);
  layout.lines.replaceChildren(...lines.map(drawBundle));
  for (const stop of stops) {
    const { node, space } = stop.dataset;
    stop.classList.toggle("chosen", node === undefined ? spaces[space] === chosen.space : Number(node) === chosen.node);
  }
  $("map-status").textContent = [spaceSummary(), all > DRAWN ? "too many lines: choose something to see its own" : "",
    map.left_out ? "some connections or calls are left out" : ""].filter(Boolean).join("; ");
}
function spaceSummary() {
  if (!map.nodes.length) return "nothing in the input takes part in the network";
  const workloads = map.nodes.filter((node) => node.kind === "workload");
  const [open, pods] = FREE.map((state) => workloads.filter((node) => node.ingress === state).length);
  if (!map.isolations.length && !map.rules.length && workloads.length) return "no policy: everyone may connect to everyone";
  return `${count(workloads.length, "workload")}, ${open} open to everyone${pods ? `, ${pods} to every pod` : ""}`;
}
