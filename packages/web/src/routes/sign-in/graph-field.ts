/** The graph drawn beside the sign-in form: three layers like a stack, the same on server and in browser. */
interface FieldNode {
  id: string;
  x: number;
  y: number;
  r: number;
  opacity: number;
  full: boolean;
}
interface FieldLink {
  id: string;
  path: string;
  opacity: number;
  lit: boolean;
  delay: number;
}

/** Numbers from 0 to 1, the same each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const LAYERS = [
  { y: 230, count: 5, opacity: 1 },
  { y: 450, count: 7, opacity: 0.75 },
  { y: 670, count: 9, opacity: 0.5 },
];

export function graphField(): { nodes: FieldNode[]; links: FieldLink[] } {
  const random = seeded(7);
  const layers = LAYERS.map(({ y, count, opacity }, layer) =>
    Array.from({ length: count }, (_, i): FieldNode => {
      const x = 90 + (620 / (count - 1)) * i;
      const depth = Math.sin((i / (count - 1)) * Math.PI) * 46; // each layer bends like a plate seen from above
      return {
        id: `${layer}-${i}`,
        x: x + (random() - 0.5) * 34,
        y: y + depth - 23 + (random() - 0.5) * 30,
        r: 5 + random() * 6,
        opacity,
        full: random() > 0.5,
      };
    }),
  );
  const links: FieldLink[] = [];
  const link = (a: FieldNode, b: FieldNode, opacity: number, lit: boolean) => {
    const middle = (a.y + b.y) / 2;
    const path = `M${a.x.toFixed(1)} ${a.y.toFixed(1)}C${a.x.toFixed(1)} ${middle.toFixed(1)} ${b.x.toFixed(1)} ${middle.toFixed(1)} ${b.x.toFixed(1)} ${b.y.toFixed(1)}`;
    links.push({ id: `${a.id}>${b.id}`, path, opacity, lit, delay: Math.round(random() * 70) / 10 });
  };
  layers.forEach((nodes, layer) => {
    nodes.slice(1).forEach((node, i) => {
      const before = nodes[i];
      if (before) link(before, node, 0.16, false);
    });
    for (const node of layers[layer + 1] ?? []) {
      const near = [...nodes].sort((a, b) => Math.abs(a.x - node.x) - Math.abs(b.x - node.x)).slice(0, random() > 0.6 ? 2 : 1);
      for (const other of near) link(other, node, 0.3 - layer * 0.08, random() > 0.55);
    }
  });
  return { nodes: layers.flat(), links };
}
