/** The characters that cut an interchange up; terminator null means that each line is a segment, release null that nothing can be released. */
export interface Separators {
  element: string;
  component: string;
  release: string | null;
  terminator: string | null;
}

/** One interchange found in a text: where its first service segment stands, where it ends at the latest, and how it is cut. */
export interface FoundInterchange {
  /** Index of UNB, or of UNH where there is no envelope. */
  start: number;
  end: number;
  separators: Separators;
  /** Whether a UNA stood in front. */
  advised: boolean;
  notes: { code: string; text: string }[];
}

// Letters UNA and UNB that turn out to be no header cost time; so many of them are no mail and no telex any more.
const maximumAttempts = 50_000;
const quotes = "'’‘′´`";

/**
 * Finds the interchanges of a text between whatever stands around them and works out their separators from the shape of UNB and UNH,
 * because a UNA is often missing, one character short or wrong.
 * Shape: in the order of the text; empty when there is neither UNB nor a UNH of PAXLST or CUSRES.
 */
export function findInterchanges(text: string): FoundInterchange[] {
  const found: FoundInterchange[] = [];
  const starts: number[] = [];
  const service = /U\n?N\n?([AB])/gi;
  let attempts = 0;
  for (let match = service.exec(text); match && attempts < maximumAttempts; match = service.exec(text)) {
    if (match.index > 0 && /[A-Za-z0-9]/.test(text.charAt(match.index - 1))) continue;
    attempts += 1;
    let advice: string | null = null;
    let at = match.index;
    if (match[1]?.toUpperCase() === 'A') {
      const window = text.slice(service.lastIndex, service.lastIndex + 24);
      const header = /U\n?N\n?B/i.exec(window);
      if (!header || header.index > 16) continue;
      advice = window.slice(0, header.index).replaceAll('\n', '');
      at = service.lastIndex + header.index;
    }
    const interchange = fromHeader(text, at, advice);
    if (!interchange) continue;
    found.push(interchange);
    starts.push(match.index);
    service.lastIndex = at + 3;
  }
  if (found.length === 0) {
    const bare = fromMessage(text);
    return bare ? [bare] : [];
  }
  return found.map((interchange, index) => ({ ...interchange, end: starts[index + 1] ?? text.length }));
}

function fromHeader(text: string, at: number, advice: string | null): FoundInterchange | undefined {
  const window = text.slice(at, at + 160).replaceAll('\n', '');
  const shape = /^UNB {0,4}([^A-Za-z0-9\s]) {0,4}[A-Za-z0-9]{3,6} {0,4}(?:([^A-Za-z0-9\s]) {0,4}[0-9]|\1)/i.exec(window);
  if (!shape) return undefined;
  const element = shape[1] ?? '+';
  const notes: FoundInterchange['notes'] = [];
  let component = shape[2] !== undefined && shape[2] !== element ? shape[2] : undefined;
  component ??= new RegExp(`PAXLST([^A-Za-z0-9\\s])D`, 'i').exec(text.slice(at, at + 1200))?.[1] ?? advice?.[0] ?? ':';
  if (component === element) component = ':';
  // One character short: the reserved place is missing, so the last character is the terminator all the same.
  const advisedTerminator = advice !== null && advice.trimEnd().length >= 5 ? advice.trimEnd().at(-1) : undefined;
  let release: string | null = '?';
  if (advice?.length === 6 && !/[A-Za-z0-9]/.test(advice.charAt(3))) release = advice.charAt(3).trim() || null;
  const seen = terminatorBefore(text, at + 3, element, component, ['G', 'H']);
  const terminator = seen === undefined ? (advisedTerminator ?? "'") : seen;
  if (release !== null && (release === element || release === component || release === terminator)) release = null;
  if (advice !== null) {
    if (advice.charAt(0) !== component || advice.charAt(1) !== element || (advisedTerminator ?? terminator) !== terminator) {
      const kind = terminator !== null && quotes.includes(terminator) && quotes.includes(advisedTerminator ?? ' ') ? ' (a typographic quote)' : '';
      notes.push({ code: 'separators', text: `UNA announces other separators than the interchange uses${kind}; those in use were taken.` });
    } else if (advice.length !== 6) {
      notes.push({ code: 'separators', text: `UNA has ${advice.length} characters instead of 6; the separators in use were taken.` });
    }
  }
  return { start: at, end: text.length, separators: { element, component, release, terminator }, advised: advice !== null, notes };
}

/** Reads the terminator off the character before the next service segment: undefined when there is none, null when only a line ends. */
function terminatorBefore(text: string, from: number, element: string, component: string, letters: string[]): string | null | undefined {
  const window = text.slice(from, from + 4000);
  const next = new RegExp(letters[0] === 'G' ? 'U\\n?N\\n?[GH]' : 'B\\n?G\\n?M', 'gi');
  for (let match = next.exec(window); match; match = next.exec(window)) {
    if (!window.slice(next.lastIndex, next.lastIndex + 6).trimStart().startsWith(element)) continue;
    let before = match.index - 1;
    let isOwnLine = false;
    while (before >= 0 && (window[before] === ' ' || window[before] === '\n')) {
      if (window[before] === '\n') isOwnLine = true;
      before -= 1;
    }
    const candidate = window.charAt(before);
    if (before >= 0 && !/[\p{L}\p{N}]/u.test(candidate) && candidate !== element && candidate !== component) return candidate;
    if (isOwnLine) return null;
  }
  return undefined;
}

function fromMessage(text: string): FoundInterchange | undefined {
  const header = /U\n?N\n?H/gi;
  let attempts = 0;
  for (let match = header.exec(text); match && attempts < maximumAttempts; match = header.exec(text)) {
    attempts += 1;
    const window = text.slice(match.index, match.index + 160).replaceAll('\n', '');
    const shape = /^UNH {0,4}([^A-Za-z0-9\s])([^\n]{0,40}?)\1 {0,4}(?:PAXLST|CUSRES)([^A-Za-z0-9\s])/i.exec(window);
    if (!shape) continue;
    const element = shape[1] ?? '+';
    const component = shape[3] ?? ':';
    const seen = terminatorBefore(text, match.index + 3, element, component, ['M']);
    const terminator = seen === undefined ? "'" : seen;
    const release = ['?'].find((sign) => sign !== element && sign !== component && sign !== terminator) ?? null;
    return {
      start: match.index, end: text.length, separators: { element, component, release, terminator }, advised: false,
      notes: [{ code: 'noEnvelope', text: 'The message stands without UNB and UNZ; sender, recipient and date are unknown.' }],
    };
  }
  return undefined;
}
