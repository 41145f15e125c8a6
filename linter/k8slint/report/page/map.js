// What a reader does on the map: choose, open, walk by keys, filter, search.
function choose(choice) {
  chosen = choice;
  tell({ at: nameOf(choice), finding: null });
  if (!layout || (choice.node !== undefined && reveal(choice.node))) redraw();
  else drawLines();
  const parts = choice.node !== undefined ? nodePanel(choice.node) : choice.link ? linkPanel(choice.link)
    : choice.links ? bundlePanel(choice.links) : choice.space ? spacePanel(choice.space) : overviewPanel();
  const close = el("button", { class: "close", "aria-label": "Close the details", onclick: letGo }, "×");
  const fromPanel = $("panel").contains(document.activeElement);
  $("panel").replaceChildren(...(anyChoice() ? [close] : []), ...parts.filter(Boolean));
  $("panel").scrollTop = 0;
  if (fromPanel && parts.length) $("panel").focus();
  if (anyChoice()) $("map-status").textContent = `${parts[0].textContent}: details beside the map`;
  if (choice.node !== undefined) bringIntoView(spotOf(choice.node));
}
const anyChoice = () => Object.keys(chosen).length > 0;
// Opens the namespace of a node, and drops the filters that hide it; whether that changes anything.
function reveal(number) {
  last = String(number);
  stops[current]?.setAttribute("tabindex", -1);
  current = Math.max(0, stops.findIndex((stop) => keyOf(stop) === last));
  stops[current]?.setAttribute("tabindex", 0);
  const space = spaceOf.get(number);
  if (!space || (openSpaces.has(space) && visibleSpaces().includes(space))) return false;
  openSpaces.add(space);
  if (visibleSpaces().includes(space)) return true;
  $("map-namespace").value = "*";
  $("map-findings").value = "*";
  return true;
}
function letGo() {
  choose({});
  stops[current]?.focus();
}
function toggleSpace(space) {
  if (!openSpaces.delete(space)) openSpaces.add(space);
  redraw();
  choose({ space });
  fit();
}
function activate(stop) {
  last = keyOf(stop);
  if (stop.dataset.space !== undefined) toggleSpace(spaces[stop.dataset.space]);
  else choose({ node: Number(stop.dataset.node) });
  stops[current]?.focus();
}

// The nearest stop in the direction of an arrow key.
function step(dx, dy) {
  const middle = (stop) => {
    const place = stop.dataset.node === undefined ? layout.boxes[stops.indexOf(stop)] : layout.places.get(Number(stop.dataset.node));
    return { x: place.x + (stop.dataset.node === undefined ? 60 : place.width / 2), y: place.y + 17, place };
  };
  const from = middle(stops[current]);
  let best = null, least = Infinity;
  for (const stop of stops) {
    const to = middle(stop), along = (to.x - from.x) * dx + (to.y - from.y) * dy;
    const aside = Math.abs((to.x - from.x) * dy) + Math.abs((to.y - from.y) * dx);
    if (along > 1 && along + aside * 2 < least) [best, least] = [stop, along + aside * 2];
  }
  if (!best) return;
  stops[current].setAttribute("tabindex", -1);
  current = stops.indexOf(best);
  last = keyOf(best);
  best.setAttribute("tabindex", 0);
  bringIntoView(middle(best).place);
  best.focus();
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const KEYS = { Escape: letGo, "+": () => zoom(0.8), "-": () => zoom(1.25), 0: fit };
$("drawing").addEventListener("keydown", (event) => {
  const act = ARROWS[event.key] ? () => step(...ARROWS[event.key]) : KEYS[event.key]
    || (["Enter", " "].includes(event.key) ? () => activate(stops[current]) : null);
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
});
$("panel").addEventListener("keydown", (event) => event.key === "Escape" && letGo());

$("drawing").addEventListener("click", (event) => {
  const stop = event.target.closest("[role=button]");
  if (!dragged && event.target === $("drawing")) choose({});
  if (dragged || !stop) return;
  activate(stop);
});

function openMap() {
  if (layout) return;
  choose({});
  fit();
}
function showOnMap(finding) {
  show($("tab-map"));
  choose({ node: finding.nodes[0] });
  stops[current]?.focus();
}
function showFinding(finding) {
  show($("tab-findings"));
  for (const id of ["rule", "finding-namespace"]) $(id).value = "*";
  $("finding-search").value = "";
  for (const button of $("levels").querySelectorAll("[aria-pressed=false]")) button.click();
  shown = Math.max(PAGE, data.findings.indexOf(finding) + 1);
  listFindings();
  tell({ finding: finding.id });
  const item = $("finding-list").children[data.findings.indexOf(finding)];
  item.open = true;
  item.scrollIntoView({ block: "center" });
  item.querySelector("summary").focus();
}

options($("map-namespace"), "all", spaces.map((space) => space.name));
$("names").append(...map.nodes.slice(0, 2000).map((_, number) => el("option", { value: fullName(number) })));
$("map-findings").append(...[["*", "all objects"], ["any", "with findings"], ...Object.keys(data.levels).map((level) => [`level ${level}`, `with ${level}`]),
  ...sorted(data.findings.map((finding) => finding.rule)).map((rule) => [`rule ${rule}`, rule])].map(([value, words]) => el("option", { value }, words)));
for (const id of ["map-namespace", "map-findings"]) $(id).addEventListener("change", () => {
  const only = spaces.find((space) => `=${space.name}` === $("map-namespace").value);
  if (only) openSpaces.add(only);
  redraw();
  choose({});
  fit();
});
// Objects whose name holds the words, the shortest and earliest first; then those whose labels, ports or servers do.
const names = map.nodes.map((_, number) => fullName(number).toLowerCase());
const beside = map.nodes.map((node) => [node.store, node.full, ...(node.labels || []), ...(node.notes || [])].join("\n").toLowerCase());
const searched = () => {
  const words = $("map-search").value.toLowerCase().trim();
  const rank = (number) => (names[number].includes(words) ? names[number].indexOf(words) + names[number].length : 1e6);
  const found = names.flatMap((name, number) => (words && (name.includes(words) || beside[number].includes(words)) ? [number] : []));
  return found.sort((a, b) => rank(a) - rank(b) || a - b);
};
$("map-search").addEventListener("input", () => {
  $("map-status").textContent = $("map-search").value ? `${count(searched().length, "object")}: Enter shows the nearest` : spaceSummary();
});
$("map-search").addEventListener("keydown", (event) => {
  const [nearest] = event.key === "Enter" ? searched() : [];
  if (nearest === undefined) return;
  choose({ node: nearest });
  stops[current]?.focus();
});
$("expand").addEventListener("click", () => { spaces.forEach((space) => openSpaces.add(space)); redraw(); fit(); });
$("collapse").addEventListener("click", () => { openSpaces.clear(); redraw(); fit(); });
$("zoom-in").addEventListener("click", () => zoom(0.8));
$("zoom-out").addEventListener("click", () => zoom(1.25));
$("fit").addEventListener("click", fit);
if (location.hash) restore();
