// Where everything stands: namespaces as boxes in rows, in them doors, Services and workloads from left to right.
const NODE = { width: 176, height: 34, across: 64, down: 10 };
const SHUT = { width: 240, height: 74 };
const COLUMN = 14;
const MARGIN = 22, HEAD = 50, GAP = 46;
const KINDS = ["outside", "door", "service", "workload"];

// The nodes of a namespace by kind; Services stand near their pods and doors near their Services.
function columnsOf(members, map) {
  const rank = new Map();
  const near = (number) => Math.min(...map.outOf[number].map((link) => rank.get(link[1]) ?? Infinity));
  const columns = [];
  for (const kind of [...KINDS].reverse()) {
    const own = members.filter((number) => map.nodes[number].kind === kind);
    if (kind !== "workload") own.sort((a, b) => near(a) - near(b) || a - b);
    const groups = kind === "workload" ? layersOf(own, map) : [own];
    groups.flat().forEach((number, place) => rank.set(number, place));
    columns.unshift(...groups.flatMap(chunks));
  }
  return columns;
}

function chunks(numbers) {
  const groups = [];
  for (let start = 0; start < numbers.length; start += COLUMN) groups.push(numbers.slice(start, start + COLUMN));
  return groups;
}

// Workloads by how far they are from one that nobody in the namespace connects to; one layer where too many connect.
function layersOf(members, map) {
  const own = new Set(members);
  const inside = (number) => map.outOf[number].filter((link) => link[3] && own.has(link[1])).map((link) => link[1]);
  const next = new Map(members.map((number) => [number, inside(number)]));
  const targets = new Set([...next.values()].flat());
  const connections = members.reduce((sum, number) => sum + next.get(number).length, 0);
  if (!connections || connections > members.length * 2) return [members];
  const layers = [], seen = new Set();
  for (let ring = members.filter((number) => !targets.has(number)); seen.size < members.length;) {
    if (!ring.length) ring = [members.find((number) => !seen.has(number))];
    ring.forEach((number) => seen.add(number));
    layers.push(ring);
    ring = sorted(ring.flatMap((number) => next.get(number)).filter((number) => !seen.has(number)));
  }
  return layers;
}

function placeSpace(space, map, isOpen) {
  if (!isOpen) return { ...space, ...SHUT, inside: [] };
  const columns = columnsOf(space.members, map);
  const rows = Math.max(1, ...columns.map((column) => column.length));
  const inside = columns.flatMap((column, x) => column.map((number, y) => ({
    number,
    x: MARGIN + x * (NODE.width + NODE.across),
    y: HEAD + y * (NODE.height + NODE.down),
  })));
  const width = Math.max(SHUT.width, MARGIN * 2 + columns.length * (NODE.width + NODE.across) - NODE.across);
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
    for (const one of box.inside) places.set(one.number, { x: box.x + one.x, y: box.y + one.y, ...size() });
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
  return { path: `M${x1},${y1} C${c1},${y1} ${c2},${y2} ${end},${y2}`, x: (x1 + 3 * c1 + 3 * c2 + x2) / 8, y: (y1 + y2) / 2 };
}
