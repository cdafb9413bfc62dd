import type { CheckStanding } from './counting.ts';

/** Lists how a device can stand on the wall, what wants somebody first. */
export const lights = ['waiting', 'broken', 'fault', 'notCounting', 'offline', 'unheard', 'attention', 'inService', 'suspended', 'retired'] as const;
/** Is how a device stands on the wall. */
export type Light = (typeof lights)[number];

/** Is what of a device tells how it stands. */
export interface Lit {
  readonly state: 'waiting' | 'approved' | 'suspended' | 'retired';
  readonly link: 'online' | 'offline' | 'broken' | null;
  readonly standing: readonly CheckStanding[];
  readonly last: { readonly level: string } | null;
  readonly low: readonly unknown[];
}

/** Lists how a check can stand, the worst first. */
export const worstFirst: readonly CheckStanding['state'][] = ['failed', 'missing', 'expired', 'due', 'valid'];

/** Puts standings of checks in order: the worst first, then what ends first. */
export function worstOf(standing: readonly CheckStanding[]): readonly CheckStanding[] {
  return [...standing].sort((one, other) => worstFirst.indexOf(one.state) - worstFirst.indexOf(other.state) || (one.until ?? '').localeCompare(other.until ?? ''));
}

/** Tells how a device stands: one word for everything that is known of it. */
export function lightOf(device: Lit): Light {
  if (device.state !== 'approved') return device.state;
  if (device.link === 'broken') return 'broken';
  if (device.last?.level === 'fault') return 'fault';
  const worst = worstOf(device.standing)[0]?.state;
  if (worst === 'failed' || worst === 'missing' || worst === 'expired') return 'notCounting';
  if (device.link === 'offline') return 'offline';
  if (device.link === null && device.last === null) return 'unheard';
  return worst === 'due' || device.low.length > 0 ? 'attention' : 'inService';
}

/** Tells whether somebody has to do something about a device. */
export function needsAttention(light: Light): boolean {
  return !['inService', 'unheard', 'suspended', 'retired'].includes(light);
}
