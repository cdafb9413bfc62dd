/** Is a stretch of time in which a device was reachable or not. */
export interface LinkChange { readonly changedAt: string; readonly link: 'online' | 'offline' | 'broken' }
/** Is a time during which a device was needed. */
export interface Window { readonly from: string; readonly to: string }

/**
 * Says which share of the windows a device was online. Windows that overlap count once.
 * Shape: null where there is no window; changes in any order, and before the first one a device is not online.
 */
export function availability(changes: readonly LinkChange[], windows: readonly Window[]): { readonly share: number | null; readonly seconds: number; readonly onlineSeconds: number } {
  const ordered = [...changes].sort((a, b) => (a.changedAt < b.changedAt ? -1 : 1)).map((change) => ({ at: Date.parse(change.changedAt), online: change.link === 'online' }));
  const merged: [number, number][] = [];
  for (const [from, to] of windows.map((window): [number, number] => [Date.parse(window.from), Date.parse(window.to)]).filter(([from, to]) => to > from).sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  let [whole, online] = [0, 0];
  for (const [from, to] of merged) {
    whole += to - from;
    let [at, isOnline] = [from, false];
    for (const change of ordered) {
      if (change.at <= from) { isOnline = change.online; continue; }
      if (change.at >= to) break;
      if (isOnline) online += change.at - at;
      [at, isOnline] = [change.at, change.online];
    }
    if (isOnline) online += to - at;
  }
  return { share: whole === 0 ? null : online / whole, seconds: whole / 1000, onlineSeconds: online / 1000 };
}

/** Cuts off of windows what was before a device was made known: it was not there to be available. */
export const windowsSince = (windows: readonly Window[], since: string): readonly Window[] => windows.map(({ from, to }) => ({ from: from > since ? from : since, to }));

const minute = 60_000;
/** Is how long before an arrival its devices are needed. Unit: minutes. */
export const windowBeforeMinutes = 60;
/** Is how long the process of a flight is taken to last. Unit: minutes. Source: inferred. */
export const windowMinutes = 240;

/** Is what of a flight tells its window. */
export interface Flown { readonly direction: 'arrival' | 'departure'; readonly scheduledAt: string | null; readonly estimatedAt: string | null; readonly landedAt: string | null; readonly departedAt: string | null }

/**
 * Says when the devices are needed for a flight: an arrival from an hour before it lands until four hours after it; a departure from four hours before it leaves until it has left.
 * Shape: undefined where no time of the flight is known.
 */
export function flightWindow(flight: Flown): Window | undefined {
  const at = (flight.direction === 'arrival' ? flight.landedAt : flight.departedAt) ?? flight.estimatedAt ?? flight.scheduledAt;
  if (at === null) return undefined;
  const shifted = (minutes: number): string => new Date(Date.parse(at) + minutes * minute).toISOString();
  if (flight.direction === 'departure') return { from: shifted(-windowMinutes), to: shifted(0) };
  return { from: shifted(-windowBeforeMinutes), to: shifted(windowMinutes) };
}
