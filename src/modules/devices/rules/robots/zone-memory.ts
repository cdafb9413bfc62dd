import type { ZoneSet } from '../../shapes/zones.ts';

/** Is what the control remembers of zones. Unit: instants in milliseconds. */
export interface ZoneMemory {
  readonly wanted: ZoneSet | null;
  /** What was sent last for them, and when. */
  readonly sent: { readonly what: string; readonly at: number } | null;
  readonly sends: number;
  /** What was answered to each request, and when. */
  readonly answers: Readonly<Record<string, { readonly grant: 'GRANTED' | 'QUEUED' | 'REJECTED'; readonly at: number; readonly zone: string }>>;
}

/** Begins with no zones. */
export const noZones: ZoneMemory = { wanted: null, sent: null, sends: 0, answers: {} };
