/** The largest input the reader takes; a full wide-body list is about 150 kB. Unit: bytes. */
export const maximumBytes = 32 * 1024 * 1024;

/** Text won from bytes: line ends are "\n", transmission controls and mail wrapping are gone. */
export interface DecodedText {
  text: string;
  /** The encoding that was used, such as "utf-8" or "iso-8859-1"; "text" when the input was a string already. */
  charset: string;
  notes: { code: string; text: string }[];
}

// ISO 9735 syntax identifiers. UNOA and UNOB are ASCII on paper; what really comes is decided by looking.
const levels: Record<string, string> = {
  UNOC: 'iso-8859-1', UNOD: 'iso-8859-2', UNOE: 'iso-8859-5', UNOF: 'iso-8859-7', UNOG: 'iso-8859-3', UNOH: 'iso-8859-4',
  UNOI: 'iso-8859-6', UNOJ: 'iso-8859-8', UNOK: 'iso-8859-9', UNOL: 'iso-8859-15', UNOW: 'utf-8', UNOY: 'utf-8',
};

/**
 * Turns what came over the wire into text: byte order marks, the character set of the interchange header (checked, not trusted),
 * control characters of telex and teleprinter lines, quoted mail, quoted-printable mail, and address lines between telex pages.
 * Shape: as many lines as the input has, so that line numbers stay true (not for encoded mail).
 */
export function decodeText(input: Uint8Array | string): DecodedText {
  const notes: DecodedText['notes'] = [];
  if (typeof input === 'string') return { text: cleaned(input), charset: 'text', notes };
  const marked = byteOrderMark(input);
  if (marked) {
    return { text: cleaned(new TextDecoder(marked).decode(input)), charset: marked, notes };
  }
  const declaredLevel = declaredLevelOf(new TextDecoder('windows-1252').decode(input.subarray(0, 65_536)));
  const declared = declaredLevel ? levels[declaredLevel] : undefined;
  let text: string;
  let charset = 'utf-8';
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(input);
    if (declared !== undefined && declared !== 'utf-8' && /[^\0-\x7f]/.test(text)) {
      notes.push({ code: 'charset', text: `The header says ${declaredLevel} (${declared}) but the text is UTF-8 and was read so.` });
    }
  } catch {
    const guessed = looksChinese(input) ? 'gb18030' : 'iso-8859-1';
    charset = declared === undefined || declared === 'utf-8' ? guessed : declared;
    if (declared === 'utf-8') notes.push({ code: 'charset', text: `The header says ${declaredLevel} (UTF-8) but the bytes are not; they were read as ${guessed === 'gb18030' ? 'GB18030' : 'ISO 8859-1'}.` });
    else if (charset === 'gb18030') notes.push({ code: 'charset', text: 'The text holds Chinese characters in GB18030 and was read so.' });
    text = new TextDecoder(charset).decode(input);
  }
  return { text: cleaned(text), charset, notes };
}

/** Tells Chinese characters from single letters with accents: bytes above ASCII come in pairs only, each pair a character of GB 2312. */
function looksChinese(bytes: Uint8Array): boolean {
  let pairs = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const first = bytes[at] ?? 0;
    if (first < 0x80) continue;
    const second = bytes[at + 1] ?? 0;
    if (first < 0xa1 || first > 0xf7 || second < 0xa1 || second > 0xfe) return false;
    pairs += 1;
    at += 1;
  }
  return pairs > 0;
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function declaredLevelOf(head: string): string | null {
  const found = /UN[\r\n]{0,2}B[^A-Za-z0-9]{1,3}(UNO[A-Z])/i.exec(head.slice(0, 65_536));
  return found?.[1]?.toUpperCase() ?? null;
}

function cleaned(raw: string): string {
  let text = raw;
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  if (text.includes('\t')) text = text.replaceAll('\t', ' ');
  // IS4, IS3 and IS1 are the separators of level B where a header uses them; everywhere else they are line noise.
  const isSeparated = /UNB[\x1c-\x1f]/.test(text.slice(0, 65_536));
  const controls = isSeparated ? /[\0-\x08\x0b\x0c\x0e-\x1b\x7f\ufeff\u200b]/ : /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b]/;
  if (controls.test(text)) text = text.replace(new RegExp(controls.source, 'g'), '');
  if (text.includes('\u00a0')) text = text.replaceAll('\u00a0', ' ');
  const isMail = /content-transfer-encoding: *(quoted-printable|base64)/i.exec(text.slice(0, 65_536))?.[1]?.toLowerCase();
  if (isMail === 'base64') text = withBase64Parts(text);
  else if (isMail !== undefined || hasSoftLineEnds(text)) text = fromQuotedPrintable(text);
  if (/(?:^|\n)> ?UN[AB]/i.test(text)) text = text.replace(/(^|\n)>[> ]?/g, '$1');
  if (/\n\.[A-Z0-9]{5}/.test(text)) text = withoutAddressLines(text);
  return text;
}

/** Quoted-printable text shows itself, also without its header, by several lines that end in an equals sign. */
function hasSoftLineEnds(text: string): boolean {
  const first = text.indexOf('=\n');
  return first >= 0 && text.indexOf('=\n', first + 2) >= 0;
}

/** Puts the decoded attachments of a mail behind it. */
function withBase64Parts(text: string): string {
  const parts: string[] = [text];
  const lower = text.toLowerCase();
  for (let at = lower.indexOf('base64'); at >= 0 && parts.length < 50; at = lower.indexOf('base64', at)) {
    const start = text.indexOf('\n\n', at);
    if (start < 0) break;
    let end = start + 2;
    while (end < text.length && /[A-Za-z0-9+/=\n]/.test(text.charAt(end))) end += 1;
    const body = text.slice(start, end).replaceAll('\n', '').replace(/=.*$/, '');
    const bytes = Uint8Array.from(atob(body.slice(0, body.length - (body.length % 4 === 1 ? 1 : 0))), (sign) => sign.charCodeAt(0));
    parts.push(new TextDecoder('utf-8').decode(bytes).replace(/\r\n?/g, '\n'));
    at = end;
  }
  return parts.join('\n');
}

function fromQuotedPrintable(text: string): string {
  const joined = text.replace(/=[ ]?\n/g, '');
  return joined.replace(/(?:=[0-9A-Fa-f]{2})+/g, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split('='), (pair) => parseInt(pair, 16));
    return new TextDecoder('utf-8').decode(bytes);
  });
}

/** Blanks the address and origin lines that a telex repeats at the head of each page, also in the middle of a segment. */
function withoutAddressLines(text: string): string {
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    if (!/^\.[A-Z0-9]{5,8}(?: [A-Z0-9/ ]{0,40})?$/.test(lines[at] ?? '')) continue;
    lines[at] = '';
    for (let above = at - 1; above >= 0 && at - above <= 8; above -= 1) {
      if (!/^(?:Q[A-Z] )?[A-Z0-9]{7,8}(?: [A-Z0-9]{7,8}){0,8} *$/.test(lines[above] ?? '')) break;
      lines[above] = '';
    }
  }
  return lines.join('\n');
}
