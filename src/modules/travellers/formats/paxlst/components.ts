/**
 * One segment: its tag in upper case and its text, cut up only when somebody asks for a component.
 * Shape: cut holds elements and components where the text was wrapped or held released characters, and is null otherwise.
 */
export interface Segment {
  tag: string;
  body: string;
  cut: string[][] | null;
  /** The element separator. */
  mark: string;
  /** Index of its first and after its last character in the text. */
  start: number;
  end: number;
}

/** Reads one component of one element, both counted from zero with the tag as element 0; empty when it is not there. */
export function componentOf(segment: Segment, element: number, component: number, separator: string): string {
  if (segment.cut) return (segment.cut[element]?.[component] ?? '').trim();
  const { body, mark } = segment;
  let from = 0;
  for (let skipped = 0; skipped < element; skipped += 1) {
    const found = body.indexOf(mark, from);
    if (found < 0) return '';
    from = found + 1;
  }
  const next = body.indexOf(mark, from);
  const limit = next < 0 ? body.length : next;
  for (let skipped = 0; skipped < component; skipped += 1) {
    const found = body.indexOf(separator, from);
    if (found < 0 || found >= limit) return '';
    from = found + 1;
  }
  const end = body.indexOf(separator, from);
  return body.slice(from, end < 0 || end > limit ? limit : end).trim();
}

/** Reads all components of one element. */
export function componentsOf(segment: Segment, element: number, separator: string): string[] {
  if (segment.cut) return (segment.cut[element] ?? []).slice(0, 20).map((part) => part.trim());
  const { body, mark } = segment;
  let from = 0;
  for (let skipped = 0; skipped < element; skipped += 1) {
    const found = body.indexOf(mark, from);
    if (found < 0) return [];
    from = found + 1;
  }
  const next = body.indexOf(mark, from);
  return body.slice(from, next < 0 ? body.length : next).split(separator, 20).map((part) => part.trim());
}
