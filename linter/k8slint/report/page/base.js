"use strict";
// What comes from manifests is only ever set as text (createTextNode, textContent, setAttribute): never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
data.findings.sort((a, b) => Object.keys(data.levels).indexOf(a.level) - Object.keys(data.levels).indexOf(b.level));
const $ = (id) => document.getElementById(id);

function make(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {}))
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
const el = (tag, attributes, ...children) => make(document.createElement(tag), attributes, children);
const draw = (tag, attributes, ...children) =>
  make(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
const order = new Intl.Collator("en", { numeric: true });
const sorted = (values) => [...new Set(values)].sort(order.compare);

function options(select, first, values) {
  select.append(el("option", { value: "*" }, first), ...values.map((value) => el("option", { value: `=${value}` }, value || "none")));
}
const admits = (select, value) => select.value === "*" || select.value === `=${value}`;

const tabs = [$("tab-findings"), $("tab-map")];
function show(tab) {
  for (const each of tabs) {
    const chosen = each === tab;
    each.setAttribute("aria-selected", chosen);
    each.tabIndex = chosen ? 0 : -1;
    $(each.getAttribute("aria-controls")).hidden = !chosen;
  }
  if (tab === $("tab-map")) openMap();
  tell({ view: tab === $("tab-map") ? "map" : null });
}
for (const tab of tabs) {
  tab.addEventListener("click", () => show(tab));
  tab.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const other = tabs[1 - tabs.indexOf(tab)];
    show(other);
    other.focus();
  });
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme || (dark.matches ? "dark" : "light")) === "dark";
const labelTheme = () => $("theme").setAttribute("aria-pressed", isDark());
$("theme").addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  labelTheme();
});
dark.addEventListener("change", labelTheme);
labelTheme();
$("summary").textContent = data.summary;
for (const form of document.querySelectorAll("form")) form.addEventListener("submit", (event) => event.preventDefault());
