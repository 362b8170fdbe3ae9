"""Questions that tests put to a page, as scripts that answer them."""

from typing import Any

# Lengths and boxes as drawn; a path without extent is not to be seen.
ARCS = """() => [...document.querySelectorAll('.tr-arc')].map((group) => {
  const path = group.querySelector('.tr-line-of-arc');
  const box = path.getBoundingClientRect();
  return {
    ids: group.dataset.ids, length: path.getTotalLength(), hidden: group.style.display === 'none',
    left: box.left, right: box.right,
  };
})"""
# The tip of an arrow head lies its length beyond the end of the line, and how far off the rim.
TIPS = """() => [...document.querySelectorAll('.tr-arc')].filter(
  (group) => group.style.display !== 'none').map((group) => {
  const path = group.querySelector('.tr-line-of-arc');
  const size = document.querySelector(
    path.getAttribute('marker-end').slice(4, -1)).markerWidth.baseVal.value;
  const length = path.getTotalLength();
  const end = path.getPointAtLength(length), near = path.getPointAtLength(length - 0.02);
  const run = Math.hypot(end.x - near.x, end.y - near.y);
  const ahead = size / run;
  const tip = { x: end.x + (end.x - near.x) * ahead, y: end.y + (end.y - near.y) * ahead };
  const rims = [...document.querySelectorAll('.tr-node')].filter((n) => n.style.display !== 'none')
    .map((node) => { const mark = node.firstChild; return mark.tagName === 'circle'
      ? [mark.cx.baseVal.value, mark.cy.baseVal.value, mark.r.baseVal.value]
      : [mark.x.baseVal.value + mark.width.baseVal.value / 2,
        mark.y.baseVal.value + mark.width.baseVal.value / 2, mark.width.baseVal.value / 1.8]; });
  return Math.min(...rims.map(([x, y, r]) => Math.abs(Math.hypot(x - tip.x, y - tip.y) - r)));
})"""
# Pixels of each arc that no place covers; counted up to forty.
UNCOVERED = """() => { const marks = [...document.querySelectorAll('.tr-node')].filter(
    (node) => node.style.display !== 'none').map((node) => node.firstChild.getBBox());
  return [...document.querySelectorAll('.tr-arc')].filter((group) => group.style.display !== 'none')
    .map((group) => { const path = group.querySelector('.tr-line-of-arc');
      const length = path.getTotalLength(); let free = 0;
      for (let at = 0; at < length && free < 40; at += 1) { const p = path.getPointAtLength(at);
        free += marks.some((m) => Math.hypot(p.x - m.x - m.width / 2, p.y - m.y - m.height / 2)
          < m.width / 2) ? 0 : 1; }
      return [group.dataset.ids, free]; }); }"""
# Places inside the window and under no panel: whether their name is shown, and which others
# cover their mark.
PLACES = """() => {
  const nodes = [...document.querySelectorAll('.tr-node')].filter(
    (node) => node.style.display !== 'none');
  const labels = [...document.querySelectorAll('.tr-label')].filter(
    (label) => label.style.display !== 'none').map((label) => label.textContent);
  const boxes = nodes.map((node) => node.firstChild.getBoundingClientRect());
  const middle = (b) => [b.left + b.width / 2, b.top + b.height / 2];
  return nodes.flatMap((node, n) => {
    const [x, y] = middle(boxes[n]);
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) { return []; }
    if (document.elementFromPoint(x, y)?.closest('.leaflet-control')) { return []; }
    const over = boxes.filter((b, m) => { const [u, v] = middle(b);
      return m !== n && Math.hypot(u - x, v - y) < Math.max(b.width, boxes[n].width) / 2; });
    const name = node.getAttribute('aria-label').split(/[.,]/)[0];
    return [{ name: name, named: labels.includes(name), covered: over.length > 0 }]; }); }"""
LABELS = """() => [...document.querySelectorAll('.tr-label')]
  .filter((label) => label.style.display !== 'none')
  .map((label) => { const b = label.getBoundingClientRect();
    return { text: label.textContent, left: b.left, right: b.right, top: b.top, bottom: b.bottom };
  })"""
COVERED = """() => {
  const panels = [...document.querySelectorAll('.leaflet-control')].map(
    (panel) => panel.getBoundingClientRect());
  const clear = (node) => {
    const b = node.getBoundingClientRect();
    return b.left >= 0 && b.right <= innerWidth && b.top >= 0 && b.bottom <= innerHeight
      && !panels.some((p) => b.left < p.right && p.left < b.right && b.top < p.bottom
        && p.top < b.bottom);
  };
  // A place that an arc over the edge repeats is seen where one of its two marks is.
  const nodes = [...document.querySelectorAll('.tr-node')].filter(
    (node) => node.style.display !== 'none');
  const seen = new Set(nodes.filter(clear).map((node) => node.dataset.code));
  return [...new Set(nodes.map((node) => node.dataset.code))].filter((code) => !seen.has(code));
}"""
HIDDEN_NODES = """() => [...document.querySelectorAll('.tr-node')].filter(
  (node) => node.style.display === 'none').map((node) => node.dataset.code)"""

# What maps ask about how they are seen.
MEDIA = [
    "print",
    "(prefers-color-scheme: dark)",
    "(forced-colors: active)",
    "(prefers-contrast: more)",
]


def under_media(page: Any, **media: str) -> None:
    """Let a page be seen under other media, and wait until its scripts are told."""
    page.evaluate(
        """(queries) => { window.toldOf = queries.map((query) => { const list = matchMedia(query);
        const one = { list: list, told: list.matches };
        list.addEventListener('change', (event) => { one.told = event.matches; });
        return one; }); }""",
        MEDIA,
    )
    page.emulate_media(**media)
    page.wait_for_function(
        "() => toldOf.every(({ list, told }) => matchMedia(list.media).matches === told)"
    )


def overlapping(labels: list[dict[str, float]]) -> list[tuple[dict[str, float], dict[str, float]]]:
    """Return the pairs of names that cover each other; their halos may touch."""
    return [
        (a, b)
        for n, a in enumerate(labels)
        for b in labels[n + 1 :]
        if a["right"] > b["left"]
        and b["right"] > a["left"]
        and a["bottom"] > b["top"] + 3
        and b["bottom"] > a["top"] + 3
    ]
