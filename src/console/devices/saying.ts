import { getKind } from '../../modules/devices/catalogue.ts';
import type { KindId } from '../../modules/devices/shapes.ts';
import type { Words } from '../words.tsx';

/** Names a kind of device. */
export const kindName = ({ find }: Words, kind: string): string => find(`devices.kind.${kind}`) ?? kind;
/** Names an event of a device. */
export const eventName = ({ find }: Words, name: string): string => find(`devices.event.${name}`) ?? name;
/** Names a check of a device. */
export const checkName = ({ find }: Words, check: string): string => find(`devices.check.${check}`) ?? check;
/** Names a quantity of a reading or of telemetry. */
export const quantityName = ({ find }: Words, name: string): string => find(`devices.quantity.${name}`) ?? name;
/** Names a step. */
export const stepName = ({ find }: Words, step: string): string => find(`steps.${step}`) ?? step;

/** Says one reason against counting, from its code: `expired:dailySource` is the daily check source, expired. */
export function againstText(words: Words, reason: string): string {
  const colon = reason.indexOf(':');
  const [code, what] = colon < 0 ? [reason, ''] : [reason.slice(0, colon), reason.slice(colon + 1)];
  const named = code === 'refused' ? words.refusal({ code: what }).replaceAll(/\{\w+\}/g, '…') : words.find(`devices.check.${what}`) ?? words.find(`devices.quantity.${what}`) ?? what;
  return words.find(`devices.against.${code}`, { what: named }) ?? words.t('devices.against.other', { what: reason });
}

/** Says how often a check is due: in hours, or in days where it is more than two. */
export const everyText = ({ t }: Words, hours: number): string => (hours > 48 && hours % 24 === 0 ? t('devices.everyDays', { count: hours / 24 }) : t('devices.every', { count: hours }));

/** Finds the unit of a quantity as its kind declares it. Shape: empty where it has none. */
export function unitOf(kind: KindId, name: string): string {
  const { telemetry, environment, events } = getKind(kind);
  const declared = telemetry[name] ?? environment[name];
  if (declared !== undefined) return declared.unit;
  for (const event of Object.values(events)) {
    const field: unknown = event.reading.properties[name];
    if (typeof field === 'object' && field !== null && 'x-unit' in field) return String(field['x-unit']);
  }
  return '';
}

/** Writes a number with its unit. */
export function withUnit(words: Words, value: number, unit: string): string {
  const written = words.number(Math.round(value * 1000) / 1000);
  return unit === '' ? written : unit === '%' ? `${written}%` : `${written} ${unit}`;
}

/** Says what a reading says, name and value of each with its unit. */
export function readingLines(words: Words, kind: KindId, reading: Readonly<Record<string, unknown>>): readonly (readonly [name: string, value: string])[] {
  return Object.entries(reading).map(([name, value]) => [
    quantityName(words, name),
    typeof value === 'number' ? withUnit(words, value, unitOf(kind, name)) : typeof value === 'boolean' ? words.t(value ? 'evidenceOptions.yes' : 'evidenceOptions.no') : words.find(`devices.option.${name}.${String(value)}`) ?? String(value),
  ]);
}

/** Says a reading in a line. */
export function readingText(words: Words, kind: KindId, reading: Readonly<Record<string, unknown>>): string {
  return readingLines(words, kind, reading).map(([name, value]) => `${name} ${value}`).join(' · ');
}
