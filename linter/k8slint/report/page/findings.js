const PAGE = 200;
const levels = new Set(Object.keys(data.levels));
let shown = PAGE;

function findingBody(finding) {
  const parts = [el("p", { class: "soft" }, `${finding.verdict}, ${finding.rule}`)];
  if (finding.excerpt.length) parts.push(el("pre", {}, finding.excerpt.join("\n")));
  if (finding.witness.length) parts.push(el("p", {}, `For example: ${finding.witness.join(", ")}`));
  if (finding.related.length)
    parts.push(el("ul", {}, ...finding.related.map(([place, words]) => el("li", {}, el("code", {}, place), ` ${words}`))));
  if (finding.fix) parts.push(el("p", {}, el("strong", {}, "Fix: "), finding.fix));
  for (const [file, lines] of finding.edits) {
    if (lines.length) parts.push(el("p", { class: "soft" }, el("code", {}, file)), el("pre", {}, ...lines.map(editLine)));
  }
  parts.push(...(data.rules[finding.rule] || []).map((text) => el("p", { class: "soft" }, text)));
  if (finding.nodes.length) parts.push(el("button", { onclick: () => showOnMap(finding) }, "Show on the map"));
  return el("div", { class: "body" }, ...parts);
}

function editLine([sign, number, text]) {
  return el("span", { class: sign === "-" ? "gone" : "come" }, `${String(number ?? "").padStart(4)} ${sign} ${text}`);
}

function findingItem(finding) {
  const item = el("details", { class: finding.level },
    el("summary", {},
      el("span", { class: `level ${finding.level}` }, finding.level), " ",
      el("span", { class: "message" }, finding.message),
      el("div", { class: "where" }, [finding.object, finding.place].filter(Boolean).join(" · "))));
  const fill = () => item.children.length === 1 && item.append(findingBody(finding));
  item.fill = fill;
  item.addEventListener("toggle", () => {
    if (item.open) fill();
    if (item.open && item.contains(document.activeElement)) tell({ finding: finding.id });
  });
  return item;
}

function admitsFinding(finding) {
  const words = $("finding-search").value.toLowerCase();
  return levels.has(finding.level) && admits($("rule"), finding.rule) && admits($("finding-namespace"), finding.namespace)
    && (!words || `${finding.message} ${finding.object} ${finding.place} ${finding.rule}`.toLowerCase().includes(words));
}

function listFindings() {
  const found = data.findings.filter(admitsFinding);
  const nothing = data.findings.length ? "No finding fits the filters." : "Nothing found.";
  $("finding-list").replaceChildren(
    ...(found.length ? found.slice(0, shown).map(findingItem) : [el("p", { class: "nothing" }, nothing)]));
  $("finding-count").textContent = `${found.length} of ${count(data.findings.length, "finding")}`;
  $("more").hidden = found.length <= shown;
}

for (const level of levels) {
  const button = el("button", { type: "button", class: level, "aria-pressed": "true" }, `${level} ${data.levels[level]}`);
  button.addEventListener("click", () => {
    if (!levels.delete(level)) levels.add(level);
    button.setAttribute("aria-pressed", levels.has(level));
    refilter();
  });
  $("levels").append(button);
}
function refilter() {
  shown = PAGE;
  listFindings();
}
options($("rule"), "all", sorted(data.findings.map((finding) => finding.rule)));
options($("finding-namespace"), "all", sorted(data.findings.map((finding) => finding.namespace)));
$("finding-search").addEventListener("input", refilter);
for (const id of ["rule", "finding-namespace"]) $(id).addEventListener("change", refilter);
$("more").addEventListener("click", () => {
  const last = shown;
  shown += PAGE;
  listFindings();
  $("finding-list").children[last].querySelector("summary").focus();
});
// Paper cannot be clicked.
addEventListener("beforeprint", () => {
  for (const item of $("finding-list").querySelectorAll("details")) {
    item.fill();
    item.open = true;
  }
});
listFindings();
const first = $("finding-list").querySelector("details");
if (first) first.open = true;
