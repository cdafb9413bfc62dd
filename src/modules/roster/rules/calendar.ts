/** Is one time on duty as a calendar shows it. */
export interface CalendarEntry { readonly id: string; readonly from: string; readonly until: string; readonly title: string; readonly place: string }

const stamp = (at: string): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/gu, '')}Z`;
const escaped = (text: string): string => text.replace(/[\\;,]/gu, (mark) => `\\${mark}`).replace(/\r?\n/gu, '\\n');

// A line has at most 75 octets; what is longer goes on in the next after a space, and no character is cut in two.
function folded(line: string): string {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > (lines.length === 0 ? 75 : 74)) {
      lines.push(current);
      [current, octets] = ['', 0];
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join('\r\n ');
}

/** Writes times on duty as a calendar that other programs read. Shape: text with CRLF; every entry keeps its identifier, so that reading it again changes the entry and adds none. Source: RFC 5545. */
export function writeCalendar(name: string, entries: readonly CalendarEntry[], now: string): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Tongguan//Roster//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `X-WR-CALNAME:${escaped(name)}`];
  for (const entry of entries) {
    lines.push('BEGIN:VEVENT', `UID:${escaped(entry.id)}`, `DTSTAMP:${stamp(now)}`, `DTSTART:${stamp(entry.from)}`, `DTEND:${stamp(entry.until)}`, `SUMMARY:${escaped(entry.title)}`, `LOCATION:${escaped(entry.place)}`, 'END:VEVENT');
  }
  return `${[...lines, 'END:VCALENDAR'].map(folded).join('\r\n')}\r\n`;
}
