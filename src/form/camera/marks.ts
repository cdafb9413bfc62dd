/**
 * A connected stretch of ink.
 * Unit: pixels; left and top belong to it, right and bottom are the first beyond.
 */
export interface Mark {
  left: number;
  top: number;
  right: number;
  bottom: number;
  area: number;
}

/** Finds the connected stretches of ink, corners touching too, by joining the runs of each row to those of the row above. */
export function marksOf(ink: Uint8Array, width: number, height: number): Mark[] {
  const parents: number[] = [];
  const marks: Mark[] = [];
  const rootOf = (label: number): number => {
    let root = label;
    while (parents[root] !== root) root = parents[root]!;
    parents[label] = root;
    return root;
  };
  // Runs as flat triples (start, end, label) of the row above and of this row.
  let above: number[] = [];
  for (let y = 0; y < height; y += 1) {
    const runs: number[] = [];
    let over = 0;
    const line = y * width;
    for (let x = 0; x < width; x += 1) {
      if (ink[line + x] === 0) continue;
      const start = x;
      while (x < width && ink[line + x] === 1) x += 1;
      let label = -1;
      while (over < above.length && above[over + 1]! < start) over += 3;
      for (let at = over; at < above.length && above[at]! <= x; at += 3) {
        const root = rootOf(above[at + 2]!);
        if (label === -1) label = root;
        else if (root !== label) {
          const one = marks[label]!;
          const other = marks[root]!;
          one.left = Math.min(one.left, other.left);
          one.top = Math.min(one.top, other.top);
          one.right = Math.max(one.right, other.right);
          one.bottom = Math.max(one.bottom, other.bottom);
          one.area += other.area;
          parents[root] = label;
        }
      }
      if (label === -1) {
        label = marks.length;
        parents.push(label);
        marks.push({ left: start, top: y, right: x, bottom: y + 1, area: x - start });
      } else {
        const mark = marks[label]!;
        mark.left = Math.min(mark.left, start);
        mark.right = Math.max(mark.right, x);
        mark.bottom = y + 1;
        mark.area += x - start;
      }
      runs.push(start, x, label);
    }
    above = runs;
  }
  return marks.filter((_, label) => parents[label] === label);
}
