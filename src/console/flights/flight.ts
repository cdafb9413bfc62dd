import type { Tone } from '../design/Badge.tsx';
import type { StepAsOf } from '../../modules/prescribed/as-of.ts';
import type { Alert, Block, FlightRow, FlightState, TimelineEntry } from '../../modules/flights/shapes.ts';

/** Is one step of the flight's own case, as `flights.flight` gives it. */
export type OwnStep = Omit<StepAsOf, 'planId' | 'followedBy'>;

/** Is one record of the flight's own case. */
export type OwnRecord = {
  readonly recordId: string;
  readonly ordinal: number;
  readonly step: string;
  readonly outcome: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly rule: string | null;
  readonly corrected: boolean;
  readonly officer: { readonly en: string; readonly zh: string } | null;
  readonly recordedAt: string;
};

/** Is one step's progress over the whole flight. */
export type StepBar = { readonly step: string; readonly station: string; readonly total: number; readonly owed: number; readonly passed: number; readonly failed: number; readonly followed: number; readonly notApplicable: number; readonly overdue: number };

/** Is one report of the flight. */
export type FlightReport = {
  readonly reportId: string;
  readonly kind: 'information' | 'positive' | 'closing';
  readonly createdAt: string;
  readonly createdBy: { readonly en: string; readonly zh: string } | null;
  readonly contentHash: string;
  readonly recipients: string;
  readonly acknowledged: readonly { readonly recipient: string; readonly at: string; readonly by: { readonly en: string; readonly zh: string } | null }[];
  readonly waitingFor: readonly string[];
};

/** Is everything that `flights.flight` says of a flight. */
export type FlightDetail = FlightRow & {
  readonly movements: readonly { readonly movementId: string; readonly kind: string; readonly at: string; readonly source: string; readonly recordedAt: string }[];
  readonly caseSteps: { readonly steps: readonly OwnStep[]; readonly records: readonly OwnRecord[]; readonly gates: readonly { readonly gate: string; readonly passedBy: string | null }[]; readonly ended: boolean };
  readonly bars: readonly StepBar[];
  readonly blocking: readonly Block[];
  readonly timeline: readonly TimelineEntry[];
  readonly reports: readonly FlightReport[];
  readonly alerts: readonly Alert[];
};

/** Is what `flights.board` says. */
export type Board = {
  readonly date: string;
  readonly flights: readonly FlightRow[];
  readonly totals: {
    readonly flights: number; readonly persons: number; readonly onBoard: number; readonly handedOver: number; readonly done: number; readonly overdue: number;
    readonly byState: Readonly<Record<string, number>>; readonly alerts: readonly Alert[];
  };
};

const tones: Record<FlightState, Tone> = {
  announced: 'neutral', listed: 'neutral', planned: 'neutral', landed: 'current', disembarking: 'current', inProcess: 'current', handedOver: 'current', closed: 'done', cancelled: 'quiet',
};

/** Tells the tone of a flight's state. */
export function toneOf(state: FlightState): Tone {
  return tones[state];
}

/** Tells whether nothing more can be done to a flight. */
export function hasEnded(flight: Pick<FlightRow, 'state'>): boolean {
  return flight.state === 'closed' || flight.state === 'cancelled';
}

/** Picks the flights that the watch works on: today's and what earlier days left open, those that have ended last. Shape: each group by time. */
export function flightsAtHand(board: Pick<Board, 'flights' | 'date'>): readonly FlightRow[] {
  const mine = board.flights.filter((flight) => flight.flightDate <= board.date);
  return [...mine.filter((flight) => !hasEnded(flight)), ...mine.filter(hasEnded)];
}

/** Tells when a flight is or was here: landed or departed, else estimated, else scheduled. */
export function timeOf(flight: FlightRow): string | undefined {
  return (flight.direction === 'arrival' ? flight.landedAt : flight.departedAt) ?? flight.estimatedAt ?? flight.scheduledAt ?? undefined;
}

/** Writes where a flight comes from and goes to, stops included. */
export function routeOf(flight: Pick<FlightRow, 'origin' | 'destination' | 'stops'>): string {
  return [flight.origin, ...flight.stops, flight.destination].join(' → ');
}

/** Gives the address of a flight's desk, with a part of it opened. */
export function deskPath(flightId: string, part: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(part).toString();
  return `/flights/${flightId}${query === '' ? '' : `?${query}`}`;
}

/** Gives the address of a file that the server makes. */
export function filePath(view: string, input: unknown): string {
  return `/api/files/${view}?input=${encodeURIComponent(JSON.stringify(input))}`;
}

/** Tells where an alert is acted on: a part of the flight's desk. */
export function alertPart(alert: Pick<Alert, 'code'>): Readonly<Record<string, string>> {
  switch (alert.code) {
    case 'positive-to-report': return { tab: 'persons', step: 'REP-02' };
    case 'abnormal-waiting': return { tab: 'persons', step: 'XFR-02' };
    case 'results-near-due': return { tab: 'persons', step: 'SMP-02' };
    case 'steps-overdue': return { tab: 'persons', show: 'overdue' };
    case 'differences-open': return { tab: 'counts' };
    case 'plan-not-approved': return { do: 'FLT-02' };
    case 'list-not-held': return { do: 'FLT-01' };
    default: return {};
  }
}

/** Tells the tone of an alert: red for what is wrong already, amber for what is running out. */
export function alertTone(alert: Pick<Alert, 'kind'>): Tone {
  return alert.kind === 'overdue' || alert.kind === 'abnormal' ? 'wrong' : 'late';
}
