import type { CheckStanding } from '../../modules/devices/rules/counting.ts';
import type { Tone } from '../design/Badge.tsx';
import type { WallDevice } from './shapes.ts';

/** Lists how a device can stand on the wall, what wants somebody first. */
export const lights = ['waiting', 'broken', 'fault', 'notCounting', 'offline', 'unheard', 'attention', 'inService', 'suspended', 'retired'] as const;
/** Is how a device stands on the wall. */
export type Light = (typeof lights)[number];

const toneOfLight: Readonly<Record<Light, Tone>> = { waiting: 'current', broken: 'wrong', fault: 'wrong', notCounting: 'wrong', offline: 'late', unheard: 'neutral', attention: 'late', inService: 'done', suspended: 'late', retired: 'quiet' };
const toneOfStanding: Readonly<Record<CheckStanding['state'], Tone>> = { missing: 'wrong', failed: 'wrong', expired: 'wrong', due: 'late', valid: 'done' };
const worstFirst: readonly CheckStanding['state'][] = ['failed', 'missing', 'expired', 'due', 'valid'];

/** Tells the tone of a light. */
export const lightTone = (light: Light): Tone => toneOfLight[light];
/** Tells the tone of how a check stands. */
export const standingTone = (state: CheckStanding['state']): Tone => toneOfStanding[state];

/** Puts standings of checks in order: the worst first, then what ends first. */
export function worstOf(standing: readonly CheckStanding[]): readonly CheckStanding[] {
  return [...standing].sort((one, other) => worstFirst.indexOf(one.state) - worstFirst.indexOf(other.state) || (one.until ?? '').localeCompare(other.until ?? ''));
}

/** Tells how a device stands: one word for everything that is known of it. */
export function lightOf(device: Pick<WallDevice, 'state' | 'link' | 'standing' | 'last' | 'low'>): Light {
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

/** Is a check that is due, with its device. */
export type Due = CheckStanding & { readonly device: WallDevice };

/** Lists the checks of devices in service that are due, expired, failed or missing: what does not count now first, then by when it ends. */
export function dueOf(devices: readonly WallDevice[]): readonly Due[] {
  return devices.filter((device) => device.state === 'approved').flatMap((device) => device.standing.filter((one) => one.state !== 'valid').map((one) => ({ ...one, device })))
    .sort((one, other) => (one.until ?? '').localeCompare(other.until ?? '') || worstFirst.indexOf(one.state) - worstFirst.indexOf(other.state));
}
