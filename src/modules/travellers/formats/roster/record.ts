import type { TravellerRecord } from '../shapes.ts';

/**
 * A person as a delegation announces them.
 * Shape: null where the file is silent; `row` counts as a spreadsheet does, from 1; `extra` keeps the columns that nobody knows, by header.
 */
export interface RosterRecord extends TravellerRecord {
  delegation: string | null;
  accreditationNumber: string | null;
  function: string | null;
  nativeName: string | null;
  flight: { designator: string | null; date: string | null };
  origin: string | null;
  transitStops: string[];
  roomCluster: string | null;
  flags: { baggage: boolean | null; sportsKit: boolean | null; firearm: boolean | null; medicine: boolean | null; accessNeeds: boolean | null };
  /** What the file says beyond yes and no, by flag. */
  flagDetails: Record<string, string>;
  guardian: string | null;
  contact: string | null;
  groupId: string | null;
  extra: Record<string, string>;
  row: number;
}
