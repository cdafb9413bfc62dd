import { isValid } from '../../shapes/findings.ts';
import type { OruMessage } from './oru.ts';
import { componentOf, fieldOf } from './segments.ts';

/** Is how a message is answered: taken, taken with errors in it, or refused. */
export type AckCode = 'AA' | 'AE' | 'AR';

/** Is what an acknowledgement needs besides the message. Unit: `at` an instant in ISO 8601, `controlId` unique for the sender. */
export interface AckParts {
  readonly at: string;
  readonly controlId: string;
  readonly application: string;
  readonly facility: string;
}

const escaped = (text: string): string => text.replaceAll('\\', '\\E\\').replaceAll('|', '\\F\\').replaceAll('^', '\\S\\').replaceAll('&', '\\T\\').replaceAll('~', '\\R\\').replace(/[\r\n]+/g, ' ');

/** Writes an instant as HL7 does, in UTC. */
const stamp = (at: string): string => `${at.slice(0, 19).replace(/[-T:]/g, '')}+0000`;

/** Decides how a message is answered: AR where it is refused, AE where a result in it is invalid, else AA. */
export const ackCodeOf = (message: OruMessage): AckCode => (message.refused !== undefined ? 'AR' : message.results.every(({ findings }) => isValid(findings)) ? 'AA' : 'AE');

/**
 * Builds the acknowledgement of a message: MSH, MSA and an ERR for each place that is wrong, ten at most.
 * Shape: text with 0x0D after each segment; AE and AR name segment, number and field. Source: HL7 v2.5.1 chapter 2.
 */
export function acknowledgeOru(message: OruMessage, { at, controlId, application, facility }: AckParts): string {
  const msh = message.parted?.segments[0];
  const raw = (field: number): string => fieldOf(msh, field);
  const code = ackCodeOf(message);
  const version = message.header?.version;
  const trigger = message.header?.type.split('^')[1] ?? 'R01';
  // What the sender wrote is given back in our own separators.
  const back = (field: number): string => (msh === undefined || message.parted === undefined ? '' : escaped(componentOf(raw(field), 1, message.parted.separators)));
  const lines = [
    ['MSH', '^~\\&', escaped(application), escaped(facility), back(3), back(4), stamp(at), '', `ACK^${escaped(trigger)}^ACK`, escaped(controlId), message.header?.processing === '' || message.header === undefined ? 'P' : escaped(message.header.processing), /^2\.\d/.test(version ?? '') ? escaped(version!) : '2.5.1', '', '', '', '', '', 'UNICODE UTF-8'],
    ['MSA', code, escaped(message.header?.controlId ?? '')],
  ];
  if (message.refused !== undefined) {
    const [segment, number, field] = message.refused.place;
    lines.push(['ERR', '', `${segment}^${number}${field === 0 ? '' : `^${field}`}`, `${message.refused.error}^^HL70357`, 'E', '', '', '', escaped(message.refused.reason)]);
  } else if (code === 'AE') {
    const errors = message.results.flatMap((result) => result.findings.filter(({ severity }) => severity === 'error').map((finding) => ({ ...finding, where: /OBX\[(\d+)\]/.exec(result.where)?.[1] ?? '1' })));
    for (const { path, message: reason, where } of errors.slice(0, 10)) {
      const place = /^([A-Z][A-Z0-9]{2})(?:\[(\d+)\])?(?:-(\d+))?$/.exec(path);
      const location = place === null ? `OBX^${where}` : [place[1], place[2] ?? '1', ...(place[3] === undefined ? [] : [place[3]])].join('^');
      lines.push(['ERR', '', location, '207^^HL70357', 'E', '', '', '', escaped(reason)]);
    }
  }
  return lines.map((line) => `${line.join('|')}\r`).join('');
}
