import type { ZoneSet } from '../../shapes/zones.ts';

/** Is what the control remembers of zones. Unit: instants in milliseconds. */
export interface ZoneMemory {
  readonly wanted: ZoneSet | null;
  readonly sentAt: number | null;
  readonly sends: number;
  /** What was answered to each request, and when. */
  readonly answers: Readonly<Record<string, { readonly grant: 'GRANTED' | 'QUEUED' | 'REJECTED'; readonly at: number; readonly zone: string }>>;
}

/** Begins with no zones. */
export const noZones: ZoneMemory = { wanted: null, sentAt: null, sends: 0, answers: {} };
