// What applications are told to call: kinds of links beside what leads on and what may connect.
const LEADS = 0, CONNECTS = 1, CALLS = 2, MISSING = 3, BLOCKED = 4;
const KIND = ["leads", "connects", "calls", "missing", "blocked"];
const BY_FATE = { passes: CALLS, unknown: CALLS, missing: MISSING, blocked: BLOCKED };
const FATE = {
  passes: "Nothing in the input is in its way", unknown: "The input does not say what becomes of it",
  missing: "Nothing in the input has that name", blocked: "It does not get through",
};
const kindOf = (link) => KIND[link[3]];
const isLead = (link) => link[3] === LEADS;
const isConnection = (link) => link[3] === CONNECTS;
const isCall = (link) => Boolean(link.calls);
const wordsOf = (link) => (link[3] <= CONNECTS ? map.words[link[2]] : [...new Set(link.calls.map((call) => call.words))].join(", "));

// A call that passes stands with the connection that policies allow, where the map lists it.
{
  const lines = new Map(map.links.filter(isConnection).map((link) => [`${link[0]} ${link[1]} ${CALLS}`, link]));
  for (const call of map.calls) {
    const key = `${call.source} ${call.target} ${BY_FATE[call.fate]}`;
    if (!lines.has(key)) {
      lines.set(key, [call.source, call.target, -1, BY_FATE[call.fate]]);
      map.links.push(lines.get(key));
    }
    const link = lines.get(key);
    link.calls = [...(link.calls || []), call];
  }
}

const callButton = (end) => (link) => el("button", { onclick: () => choose({ link }) }, fullName(link[end]),
  el("div", { class: link[3] > CALLS ? kindOf(link) : "soft" }, link.calls.map((call) => call.words).join(", "),
    link[3] > CALLS ? `: ${FATE[link.calls[0].fate].toLowerCase()}` : ""));

function callParts(call) {
  const parts = [el("h3", {}, `Told to call ${call.words}`), el("p", { class: call.fate }, FATE[call.fate])];
  parts.push(listed(call.asked, ([key, place]) => el("div", {}, el("code", {}, key || "it"), " asks for it", el("div", { class: "soft" }, place))));
  if (call.hops.length) parts.push(el("ol", { class: "hops" }, ...call.hops.map(hopItem)));
  if (call.commands) parts.push(el("details", {}, el("summary", {}, "Commands that confirm it"), ...call.commands.map(commandPart)));
  return parts;
}
const hopItem = ([state, kind, words, place]) => el("li", { class: state }, el("span", { class: "badge" }, state), ` ${kind}: ${words}`,
  place ? el("div", { class: "soft" }, place) : null);
const commandPart = ({ purpose, good, bad, line }) => el("div", { class: "command" }, el("p", {}, purpose),
  good ? el("p", { class: "soft" }, `good: ${good}`) : null, bad ? el("p", { class: "soft" }, `bad: ${bad}`) : null,
  el("pre", {}, line || "left out: a name in it holds characters that no name may have"));
