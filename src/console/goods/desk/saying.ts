import { evidenceOption, evidenceTitle } from '../../design/EvidenceForm.tsx';
import type { Words } from '../../words.tsx';
import { writeYuan } from '../money.ts';
import type { WholeConsignment } from '../shapes.ts';

/** Shortens a hash to what two people compare over the telephone. */
export function shortHash(hash: string): string {
  return `${hash.slice(0, 8)}…${hash.slice(-4)}`;
}

/** Says by which reasons a lane was set, from the words of its record: `code:lane` each, or an officer's own. */
export function laneReasons({ find }: Words, reasons: string): readonly string[] {
  const own = /^officer:\S+ (.*)$/s.exec(reasons);
  if (own !== null) return [find('goods.laneReason.officer', { reason: own[1] ?? '' }) ?? reasons];
  return reasons.split(' ').filter((one) => one !== '').map((one) => {
    const [code = '', lane = ''] = one.split(':');
    const word = find(`goods.laneReason.${code}`) ?? code;
    const colour = find(`evidenceOptions.lane.${lane}`);
    return colour === undefined ? word : `${word} (${colour})`;
  });
}

const units = [['MicrosievertPerHour', ' µSv/h'], ['Metres', ' m'], ['Minutes', ' min'], ['Celsius', ' °C']] as const;
const hashes = new Set(['contentHash', 'recordsHash', 'rawHash']);
const hidden = new Set(['holdId', 'assessment', 'permitNeeded', 'serialised', 'seed', 'rerouted']);

/** Says what a record found, field by field. Shape: name and value of each, identifiers left out. */
export function evidenceLines(words: Words, evidence: Readonly<Record<string, unknown>>): readonly (readonly [name: string, value: string])[] {
  return Object.entries(evidence).filter(([name, value]) => !hidden.has(name) && value !== '' && value !== null).map(([name, value]) => {
    const title = evidenceTitle(words, name);
    if (name === 'reasons' && typeof value === 'string') return [title, laneReasons(words, value).join(words.t('goods.comma'))];
    if (name === 'files' && Array.isArray(value)) return [title, value.map((hash) => shortHash(String(hash))).join(words.t('goods.comma'))];
    if (hashes.has(name) && typeof value === 'string') return [title, shortHash(value)];
    if (typeof value === 'boolean') return [title, evidenceOption(words, name, value ? 'yes' : 'no')];
    if (typeof value === 'number') return [title, `${words.number(value)}${units.find(([ending]) => name.endsWith(ending))?.[1] ?? ''}`];
    if (name.endsWith('Cny')) return [title, writeYuan(words.language, String(value))];
    if (name === 'how') return [title, words.find(`goods.cover.${String(value)}`) ?? String(value)];
    if (name === 'confidence') return [title, evidenceOption(words, name, String(value))];
    return [title, words.find(`evidenceOptions.${name}.${String(value)}`) ?? String(value)];
  });
}

/** Says in a line what a record found; what is simply yes needs no words. */
export function findingOf(words: Words, evidence: Readonly<Record<string, unknown>>): string {
  const short = Object.fromEntries(Object.entries(evidence).filter(([name, value]) => value !== true && name !== 'note' && !hashes.has(name)).map(([name, value]) => [name, Array.isArray(value) ? value.length : value]));
  return evidenceLines(words, short).slice(0, 4).map(([name, value]) => `${name} ${value}`).join(' · ');
}

/** Fills in what the list already says, for the officer to confirm or change. */
export function knownEvidence(step: string, { consignment, lines }: WholeConsignment): Readonly<Record<string, unknown>> {
  const left = lines.reduce((sum, line) => sum + Number(line.quantity) - Number(line.closed), 0);
  switch (step) {
    case 'GDS-ARR': return { piecesDeclared: consignment.pieces };
    case 'GDS-COUNT': return { declared: consignment.pieces };
    case 'GDS-DLVR': return { venue: consignment.venue, piecesReleased: consignment.pieces };
    case 'GDS-STOCK': return Number.isInteger(left) ? { expected: left } : {};
    default: return {};
  }
}
