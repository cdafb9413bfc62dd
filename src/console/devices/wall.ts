import type { CheckStanding } from '../../modules/devices/rules/counting.ts';
import { worstFirst, type Light } from '../../modules/devices/rules/lights.ts';
import type { Tone } from '../design/Badge.tsx';
import type { WallDevice } from './shapes.ts';

const toneOfLight: Readonly<Record<Light, Tone>> = { waiting: 'current', broken: 'wrong', fault: 'wrong', notCounting: 'wrong', offline: 'late', unheard: 'neutral', attention: 'late', inService: 'done', suspended: 'late', retired: 'quiet' };
const toneOfStanding: Readonly<Record<CheckStanding['state'], Tone>> = { missing: 'wrong', failed: 'wrong', expired: 'wrong', due: 'late', valid: 'done' };

/** Tells the tone of a light. */
export const lightTone = (light: Light): Tone => toneOfLight[light];
/** Tells the tone of how a check stands. */
export const standingTone = (state: CheckStanding['state']): Tone => toneOfStanding[state];

/** Is a check that is due, with its device. */
export type Due = CheckStanding & { readonly device: WallDevice };

/** Lists the checks of devices in service that are due, expired, failed or missing: what does not count now first, then by when it ends. */
export function dueOf(devices: readonly WallDevice[]): readonly Due[] {
  return dueFirst(devices.filter((device) => device.state === 'approved').flatMap((device) => device.standing.filter((one) => one.state !== 'valid').map((one) => ({ ...one, device }))));
}

/** Sorts what is due: what does not count now first, then by when it ends. */
export function dueFirst(due: readonly Due[]): readonly Due[] {
  return [...due].sort((one, other) => (one.until ?? '').localeCompare(other.until ?? '') || worstFirst.indexOf(one.state) - worstFirst.indexOf(other.state));
}
