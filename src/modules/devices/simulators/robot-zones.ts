import { isInside } from '../rules/robots/zone-geometry.ts';
import type { RobotError, RobotState } from '../shapes/robots.ts';
import type { Zone, ZoneSet } from '../shapes/zones.ts';

type Place = { readonly x: number; readonly y: number };
type Asked = { requestId: string; zone: string; status: 'REQUESTED' | 'GRANTED' | 'REVOKED' | 'EXPIRED'; until: number };

/** Is how a virtual robot of 3.0 keeps to zones: sets are enabled one a map, a blocked zone is not entered, a limit holds inside, a release zone waits for its permission and loses it with the lease. */
export class RobotZones {
  #kept: (ZoneSet & { enabled: boolean })[] = [];
  #asked: Asked[] = [];
  #errors: RobotError[] = [];
  #count = 0;

  /** Lists the sets that it has. */
  get sets(): RobotState['zoneSets'] {
    return this.#kept.map(({ zoneSetId, mapId, enabled }) => ({ zoneSetId, mapId, enabled }));
  }

  /** Lists what it asks for or was given. */
  get requests(): RobotState['requests'] {
    return this.#asked.map(({ requestId, zone, status }) => ({ requestId, requestType: 'ACCESS', zone, status }));
  }

  /** Lists what is wrong with zones. */
  get errors(): readonly RobotError[] {
    return this.#errors;
  }

  #wrong(errorType: string, errorLevel: RobotError['errorLevel'], key: string, value: string): void {
    if (!this.#errors.some((one) => one.errorType === errorType && one.references[key] === value)) this.#errors = [...this.#errors, { errorType, errorLevel, description: '', references: { [key]: value } }];
  }

  /** Takes a set of zones, or the answer to a request. */
  take(kind: 'zoneSet' | 'responses', message: Readonly<Record<string, unknown>>): void {
    if (kind === 'zoneSet') {
      const set = message['zoneSet'] as ZoneSet;
      if (this.#kept.some(({ zoneSetId }) => zoneSetId === set.zoneSetId)) return this.#wrong('DUPLICATE_ZONE_SET', 'WARNING', 'zoneSetId', set.zoneSetId);
      this.#kept = [...this.#kept, { ...set, enabled: false }];
      return;
    }
    for (const { requestId, grantType, leaseExpiry } of message['responses'] as readonly { requestId: string; grantType: string; leaseExpiry?: string }[]) {
      this.#asked = this.#asked.flatMap((one) => (one.requestId !== requestId ? [one] : grantType === 'GRANTED' ? [{ ...one, status: 'GRANTED' as const, until: leaseExpiry === undefined ? Infinity : Date.parse(leaseExpiry) }] : grantType === 'REVOKED' ? [{ ...one, status: 'REVOKED' as const }] : grantType === 'REJECTED' ? [] : [one]));
    }
  }

  /** Enables or deletes a set. Shape: false where it has none of that name. */
  change(what: 'enableZoneSet' | 'deleteZoneSet', zoneSetId: unknown): boolean {
    const set = this.#kept.find((one) => one.zoneSetId === zoneSetId);
    if (set === undefined) return false;
    this.#kept = what === 'deleteZoneSet' ? this.#kept.filter((one) => one !== set) : this.#kept.map((one) => ({ ...one, enabled: one === set || (one.mapId !== set.mapId && one.enabled) }));
    if (what === 'enableZoneSet') this.#errors = [];
    return true;
  }

  #zones(mapId?: string): readonly (Zone & { readonly key: string })[] {
    return this.#kept.filter((set) => set.enabled && (mapId === undefined || set.mapId === mapId)).flatMap((set) => set.zones.map((zone) => ({ ...zone, key: `${set.zoneSetId}/${zone.zoneId}` })));
  }

  /** Gives the limit at a place. Unit: metres per second. */
  limitAt(place: Place): number {
    return Math.min(Infinity, ...this.#zones().filter((zone) => zone.zoneType === 'SPEED_LIMIT' && isInside(place, zone)).map(({ maximumSpeed }) => maximumSpeed ?? Infinity));
  }

  /** Tells whether it may go on from a place to the next; asks for what it needs and gives back what it has left. */
  mayEnter(from: Place, to: Place, mapId: string, now: number): boolean {
    const zones = this.#zones(mapId);
    this.#asked = this.#asked.map((one) => (one.status === 'GRANTED' && now > one.until ? { ...one, status: 'EXPIRED' } : one));
    const left = zones.filter((zone) => zone.zoneType === 'RELEASE' && !isInside(from, zone) && !isInside(to, zone)).map(({ key }) => key);
    this.#asked = this.#asked.filter(({ zone, status }) => !(left.includes(zone) && status !== 'REQUESTED'));
    for (const zone of zones) {
      if (!isInside(to, zone)) continue;
      if (zone.zoneType === 'BLOCKED') {
        if (isInside(from, zone)) this.#wrong('BLOCKED_ZONE_VIOLATION', 'CRITICAL', 'zoneId', zone.zoneId);
        return false;
      }
      if (zone.zoneType !== 'RELEASE') continue;
      const asked = this.#asked.find((one) => one.zone === zone.key);
      if (asked?.status === 'GRANTED') continue;
      if (asked === undefined) {
        this.#count += 1;
        this.#asked = [...this.#asked, { requestId: `access-${this.#count}`, zone: zone.key, status: 'REQUESTED', until: Infinity }];
      } else if (asked.status !== 'REQUESTED' && isInside(from, zone)) this.#wrong('RELEASE_LOST', 'CRITICAL', 'zoneId', zone.zoneId);
      return false;
    }
    return true;
  }
}
