// Where everything stands: namespaces as boxes in rows, in them doors, Services and workloads from left to right.
const NODE = { width: 176, height: 34, across: 64, down: 10 };
const SERVICE = { width: 132, across: 22 }; // beside the pods that it leads to
const SHUT = { width: 240, height: 74 };
const COLUMN = 14, LAYERS = 5;
const MARGIN = 22, HEAD = 50, GAP = 46;

// The nodes of a namespace: front doors, then workloads, with the Services that lead to them before each column.
function columnsOf(members, map) {
  const of = (...kinds) => members.filter((number) => kinds.includes(map.nodes[number].kind));
  const workloads = layersOf(of("workload"), map).flatMap(chunks);
  const rank = new Map(workloads.flat().map((number, place) => [number, place]));
  const near = (number) => Math.min(...map.outOf[number].filter(isLead).map((link) => rank.get(link[1]) ?? Infinity));
  const byPlace = (numbers) => {
    const places = new Map(numbers.map((number) => [number, near(number)]));
    return numbers.sort((a, b) => places.get(a) - places.get(b) || a - b);
  };
  const services = byPlace(of("service"));
  const columns = [];
  for (const column of workloads) {
    const own = new Set(column.map((number) => rank.get(number)));
    columns.push(...chunks(services.filter((number) => own.has(near(number)))), column);
  }
  columns.unshift(...chunks(services.filter((number) => near(number) === Infinity)));
  services.forEach((number, place) => rank.set(number, place));
  return [...chunks(byPlace(of("door"))), ...columns, ...chunks(of("outside", "missing"))];
}

function chunks(numbers) {
  const groups = [];
  for (let start = 0; start < numbers.length; start += COLUMN) groups.push(numbers.slice(start, start + COLUMN));
  return groups;
}

// Workloads by how far they are from one that nobody in the namespace is told to call; where nobody is told anything, may
// connect to, unless too many may.
function layersOf(members, map) {
  const own = new Set(members);
  const told = members.some((number) => map.outOf[number].some((link) => isCall(link) && own.has(link[1])));
  const counts = told ? isCall : isConnection;
  const inside = (number) => map.outOf[number].filter((link) => counts(link) && own.has(link[1])).map((link) => link[1]);
  const next = new Map(members.map((number) => [number, inside(number)]));
  const targets = new Set([...next.values()].flat());
  const connections = members.reduce((sum, number) => sum + next.get(number).length, 0);
  if (!connections || (!told && connections > members.length * 2)) return [members];
  const layers = [], seen = new Set();
  let ring = members.filter((number) => !targets.has(number)), depth = 0;
  while (seen.size < members.length) {
    if (!ring.length) [ring, depth] = [[members.find((number) => !seen.has(number))], 0]; // a circle
    ring.forEach((number) => seen.add(number));
    (layers[depth] ||= []).push(...ring);
    ring = sorted(ring.flatMap((number) => next.get(number)).filter((number) => !seen.has(number)));
    depth = Math.min(depth + 1, LAYERS - 1);
  }
  return layers;
}

function placeSpace(space, map, isOpen) {
  if (!isOpen) return { ...space, ...SHUT, inside: [] };
  const columns = columnsOf(space.members, map);
  const rows = Math.max(1, ...columns.map((column) => column.length));
  const inside = [];
  let x = MARGIN, across = 0;
  for (const column of columns) {
    const own = map.nodes[column[0]].kind === "service" ? SERVICE : NODE;
    column.forEach((number, row) => inside.push({ number, x, y: HEAD + row * (NODE.height + NODE.down), width: own.width }));
    [x, across] = [x + own.width + own.across, own.across];
  }
  const width = Math.max(SHUT.width, x - across + MARGIN);
  return { ...space, width, height: HEAD + rows * (NODE.height + NODE.down) + 8, inside };
}

// Boxes in the order of their names, in rows about as wide as a screen is to its height.
function arrange(map, spaces, isOpen) {
  const boxes = spaces.map((space) => placeSpace(space, map, isOpen(space)));
  const [inner, outer] = [boxes.filter((box) => !box.outside), boxes.filter((box) => box.outside)];
  const places = new Map();
  let left = 0, x = 0, y = 0, tallest = 0;
  for (const number of map.outside) {
    places.set(number, { x: 0, y, ...size() });
    [left, y] = [NODE.width + GAP * 2, y + NODE.height + NODE.down];
  }
  for (const box of outer) {
    [box.x, box.y] = [0, y];
    [left, y] = [Math.max(left, box.width + GAP * 2), y + box.height + GAP];
  }
  const area = inner.reduce((sum, box) => sum + (box.width + GAP) * (box.height + GAP), 0);
  const widest = Math.max(Math.sqrt(area * 1.7), ...inner.map((box) => box.width));
  y = 0;
  for (const box of inner) {
    if (x && x + box.width > widest) [x, y, tallest] = [0, y + tallest + GAP, 0];
    [box.x, box.y] = [left + x, y];
    x += box.width + GAP;
    tallest = Math.max(tallest, box.height);
  }
  for (const box of boxes)
    for (const one of box.inside) places.set(one.number, { ...size(), x: box.x + one.x, y: box.y + one.y, width: one.width });
  return { boxes, places };
}
const size = () => ({ width: NODE.width, height: NODE.height });

// A curve from one rectangle to another, leaving and entering at the sides.
function curve(from, to) {
  const [y1, y2] = [from.y + from.height / 2, to.y + to.height / 2];
  let [x1, x2] = [from.x + from.width, to.x], bend = 1, back = -1;
  if (from.x >= to.x + to.width) [x1, x2, bend, back] = [from.x, to.x + to.width, -1, 1];
  else if (to.x < from.x + from.width) [x2, back] = [to.x + to.width, 1];
  const reach = Math.max(28, Math.abs(x2 - x1) * 0.42, bend === back ? Math.min(90, Math.abs(y2 - y1) * 0.35) : 0);
  const [c1, c2, end] = [x1 + bend * reach, x2 + back * reach, x2 + back * 7];
  return { path: `M${x1},${y1} C${c1},${y1} ${c2},${y2} ${end},${y2}`, x: (x1 + 3 * c1 + 3 * c2 + x2) / 8, y: (y1 + y2) / 2,
    start: { x: x1 + bend * 16, y: y1 } };
}
