const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/u;
const earliest = Date.parse('0001-01-02T00:00:00Z');

/** Says whether a text is an instant that can be kept: ISO 8601 with its offset or Z, in the years 1 to 9999. */
export function isInstant(text: unknown): text is string {
  return typeof text === 'string' && instantPattern.test(text) && Date.parse(text) >= earliest;
}

/** Is an event's clock: the real time, or a world's time that runs from an anchor at a speed (0: stopped). */
export type ClockSetting =
  | { readonly kind: 'real' }
  | { readonly kind: 'simulated'; readonly eventAt: string; readonly realAt: string; readonly speed: number };

/** Tells the event's time at a real instant. Unit: milliseconds since 1970, UTC. */
export function eventTime(setting: ClockSetting, real: number = Date.now()): number {
  if (setting.kind === 'real') return real;
  return Date.parse(setting.eventAt) + (real - Date.parse(setting.realAt)) * setting.speed;
}

/** Makes the setting that goes on from the event's present time at another speed, or from another time. */
export function setClock(setting: ClockSetting, change: { speed?: number; eventAt?: string }, real: number = Date.now()): ClockSetting {
  if (setting.kind === 'real') return setting;
  return {
    kind: 'simulated',
    eventAt: change.eventAt ?? new Date(eventTime(setting, real)).toISOString(),
    realAt: new Date(real).toISOString(),
    speed: change.speed ?? setting.speed,
  };
}
