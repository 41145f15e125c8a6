// The page's address says what is seen, so that it can be kept, sent, and gone back to.
const told = () => new URLSearchParams(location.hash.slice(1));
let written = location.hash, restoring = false;
function tell(changes) {
  if (restoring) return;
  const parts = told();
  for (const [key, value] of Object.entries(changes)) value ? parts.set(key, value) : parts.delete(key);
  const hash = String(parts) && `#${parts}`;
  if (hash === location.hash) return;
  location.hash = hash;
  written = location.hash;
}

const toldNetwork = () => Math.max(0, data.maps.findIndex((each) => each.name === told().get("network")));
const network = toldNetwork();
const map = data.maps[network];
for (const finding of data.findings) finding.nodes = finding.nodes[network];
const networks = $("network");
networks.append(...data.maps.map((each, number) => el("option", { value: number }, each.name)));
if (data.left_out) networks.append(el("option", { disabled: "" }, `${data.left_out} more are left out`));
networks.value = network;
networks.parentElement.hidden = data.maps.length < 2;
networks.addEventListener("change", () => {
  tell({ network: data.maps[networks.value].name, at: null });
  location.reload();
});

// Objects, namespaces and links by what the page calls them.
function nameOf(choice) {
  if (choice.node !== undefined) return `object ${fullName(choice.node)}`;
  if (choice.link) return `link ${fullName(choice.link[0])} to ${fullName(choice.link[1])} ${kindOf(choice.link)}`;
  return choice.space ? `namespace ${choice.space.name}` : null;
}
function choiceOf(name) {
  const all = [...spaces.map((space) => ({ space })), ...map.nodes.map((_, node) => ({ node })), ...map.links.map((link) => ({ link }))];
  return all.find((choice) => nameOf(choice) === name) || {};
}
function restore() {
  const parts = told();
  if (toldNetwork() !== network) {
    location.reload();
    return;
  }
  restoring = true;
  const finding = data.findings.find((each) => each.id === parts.get("finding"));
  show($(parts.get("view") === "map" ? "tab-map" : "tab-findings"));
  if (parts.get("view") === "map") choose(choiceOf(parts.get("at")));
  else if (finding) showFinding(finding);
  restoring = false;
}
addEventListener("hashchange", () => {
  if (location.hash === written) return;
  written = location.hash;
  restore();
});
