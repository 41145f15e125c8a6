// Which part of the map is seen: its view box, moved by dragging and zoomed by the wheel.
function setView(next) {
  view = next;
  $("drawing").setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
}
function fit() {
  const spots = [...layout.places.values(), ...layout.boxes];
  const [right, bottom] = [Math.max(300, ...spots.map((s) => s.x + s.width)), Math.max(200, ...spots.map((s) => s.y + s.height))];
  const frame = $("drawing").getBoundingClientRect();
  const unit = Math.max((right + 60) / frame.width, (bottom + 60) / frame.height, 0.75);
  const [width, height] = [frame.width * unit, frame.height * unit];
  setView({ x: (right - width) / 2, y: (bottom - height) / 3, width, height });
}
function zoom(factor, at = { x: view.x + view.width / 2, y: view.y + view.height / 2 }) {
  const width = Math.min(60000, Math.max(200, view.width * factor)), real = width / view.width;
  setView({ x: at.x - (at.x - view.x) * real, y: at.y - (at.y - view.y) * real, width, height: view.height * real });
}
// Pixels of the screen for a unit of the map: the view box is shown whole ("xMidYMid meet").
function scale() {
  const frame = $("drawing").getBoundingClientRect();
  return { frame, unit: Math.max(view.width / frame.width, view.height / frame.height) };
}
function pointAt(event) {
  const { frame, unit } = scale();
  return { x: view.x + view.width / 2 + (event.clientX - frame.left - frame.width / 2) * unit,
    y: view.y + view.height / 2 + (event.clientY - frame.top - frame.height / 2) * unit };
}
function bringIntoView(spot) {
  if (!spot) return;
  const [x, y] = [spot.x + spot.width / 2, spot.y + Math.min(spot.height, 400) / 2];
  const inside = x > view.x && x < view.x + view.width && y > view.y && y < view.y + view.height;
  if (!inside || view.width > 3000) {
    const width = Math.min(view.width, 1600), height = view.height * (width / view.width);
    setView({ x: x - width / 2, y: y - height / 2, width, height });
  }
}

let drag = null;
$("drawing").addEventListener("pointerdown", (event) => (drag = { x: event.clientX, y: event.clientY, moved: false }));
addEventListener("pointermove", (event) => {
  if (!drag) return;
  const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.moved && Math.abs(dx) + Math.abs(dy) < 4) return;
  const { unit } = scale();
  setView({ ...view, x: view.x - dx * unit, y: view.y - dy * unit });
  drag = { x: event.clientX, y: event.clientY, moved: true };
});
let dragged = false;
addEventListener("pointerup", () => {
  dragged = Boolean(drag && drag.moved);
  drag = null;
});
$("drawing").addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, pointAt(event));
}, { passive: false });
