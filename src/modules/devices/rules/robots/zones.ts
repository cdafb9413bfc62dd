import type { RobotAction, RobotState } from '../../shapes/robots.ts';
import type { Zone, ZoneSet } from '../../shapes/zones.ts';
import { sending } from './control.ts';
import type { ControlStep, RobotControl } from './control.ts';
import { buildUpdate } from './orders.ts';
import { writeInstantActions, writeOrder, writeResponses, writeZoneSet } from './writing.ts';

/** Is how long a robot may be in a zone by one permission, which is renewed while it is there. Unit: milliseconds. */
export const leaseMilliseconds = 60_000;

/** Lists which kinds of zones a robot knows, by its factsheet; undefined while it has told none. */
export function supportedZones({ factsheet }: Pick<RobotControl, 'factsheet'>): readonly string[] | undefined {
  const type = (factsheet as { readonly typeSpecification?: { readonly supportedZones?: unknown } } | null)?.typeSpecification;
  return type === undefined ? undefined : Array.isArray(type.supportedZones) ? type.supportedZones.filter((one): one is string => typeof one === 'string') : [];
}

/** Lists the wanted zones that a robot keeps by itself; undefined while its factsheet is not known. */
export function ownZones(control: Pick<RobotControl, 'factsheet' | 'zones'>): readonly Zone[] | undefined {
  const known = supportedZones(control);
  return known === undefined ? undefined : control.zones.wanted?.zones.filter(({ zoneType }) => known.includes(zoneType)) ?? [];
}

/** Tells whether a robot says that the zones which are wanted are in force. */
export const hasZonesInForce = ({ zones, state }: Pick<RobotControl, 'zones' | 'state'>): boolean => zones.wanted !== null && state?.zoneSets.some((one) => one.zoneSetId === zones.wanted!.zoneSetId && one.enabled) === true;

/** Says which zones a robot is to have. */
export const wantZones = (control: RobotControl, wanted: ZoneSet | null): RobotControl => (wanted?.zoneSetId === control.zones.wanted?.zoneSetId ? control : { ...control, zones: { ...control.zones, wanted, sent: null, sends: 0 } });

const instantly = (control: RobotControl, actionType: string, parameters: RobotAction['parameters'], at: number): ControlStep =>
  ({ ...sending(control, 'instantActions', at, (header) => writeInstantActions([{ actionId: `${actionType}.${control.zones.wanted?.zoneSetId ?? ''}.${control.zones.sends}`, actionType, blockingType: 'NONE', parameters }], header, control.identity.version)), events: [] });

/**
 * Brings the wanted zones to a robot of 3.0: asks for its factsheet, sends those of the kinds it knows, and enables them: each as soon as its state says that the one before is done, the same again where it does not say so in time. Where none are left, it takes away those that the robot has.
 * Source: VDA 5050 3.0, 6.4.2: a new set is disabled until `enableZoneSet`.
 */
export function tendZones(control: RobotControl, at: number): ControlStep {
  const { zones, state, identity, connection } = control;
  const still: ControlStep = { control, outgoing: [], events: [] };
  if (identity.version !== '3.0' || zones.wanted === null || state === null || connection !== 'ONLINE' || hasZonesInForce(control)) return still;
  const { zoneSetId, mapId } = zones.wanted;
  const mine = ownZones(control);
  // No zones are left for it: those that it has would go on to hold.
  const former = mine?.length === 0 ? state.zoneSets.find((one) => one.mapId === mapId && one.zoneSetId !== zoneSetId) : undefined;
  if (mine?.length === 0 && former === undefined) return still;
  const what = mine === undefined ? 'factsheetRequest' : former !== undefined ? `deleteZoneSet ${former.zoneSetId}` : state.zoneSets.some((one) => one.zoneSetId === zoneSetId) ? 'enableZoneSet' : 'zoneSet';
  if (zones.sent?.what === what && at - zones.sent.at < control.settings.resendAfter) return still;
  const next: RobotControl = { ...control, zones: { ...zones, sent: { what, at }, sends: zones.sends + 1 } };
  if (mine === undefined) return instantly(next, 'factsheetRequest', {}, at);
  if (former !== undefined) return instantly(next, 'deleteZoneSet', { zoneSetId: former.zoneSetId }, at);
  if (what === 'enableZoneSet') return instantly(next, what, { zoneSetId }, at);
  return { ...sending(next, 'zoneSet', at, (header) => writeZoneSet({ ...zones.wanted!, zones: mine }, header)), events: [] };
}

/**
 * Answers what a robot asks for: a zone is for one robot at a time, by a permission that is renewed while the robot keeps its request; whoever comes meanwhile waits. A new path, or a corridor, is nothing that this control gives: it is refused.
 * Source: VDA 5050 3.0, 6.4.3; `isTaken` says whether another robot has the zone, or stands in it silent.
 */
export function answerRequests(control: RobotControl, isTaken: (zone: string) => boolean, at: number): ControlStep {
  const asked = control.state?.requests ?? [];
  const open = new Set(asked.map(({ requestId }) => requestId));
  const kept = Object.fromEntries(Object.entries(control.zones.answers).filter(([requestId]) => open.has(requestId)));
  const responses: Parameters<typeof writeResponses>[0][number][] = [];
  for (const { requestId, requestType, zone, status } of asked) {
    const before = kept[requestId];
    if (requestType !== 'ACCESS') {
      if (status !== 'REQUESTED' || (before !== undefined && at - before.at < control.settings.resendAfter)) continue;
      kept[requestId] = { grant: 'REJECTED', at, zone };
      responses.push({ requestId, grantType: 'REJECTED' });
      continue;
    }
    if (status === 'REVOKED') continue;
    const holds = before?.grant === 'GRANTED';
    const isDue = before === undefined || (holds ? at - before.at >= (status === 'GRANTED' ? leaseMilliseconds / 2 : control.settings.resendAfter) : true);
    if (!isDue) continue;
    const grant = holds || !isTaken(zone) ? 'GRANTED' as const : 'QUEUED' as const;
    if (grant === before?.grant && grant === 'QUEUED' && at - before.at < control.settings.resendAfter) continue;
    kept[requestId] = { grant, at, zone };
    responses.push(grant === 'GRANTED' ? { requestId, grantType: grant, leaseExpiry: new Date(at + leaseMilliseconds).toISOString() } : { requestId, grantType: grant });
  }
  const next: RobotControl = { ...control, zones: { ...control.zones, answers: kept } };
  return responses.length === 0 ? { control: next, outgoing: [], events: [] } : { ...sending(next, 'responses', at, (header) => writeResponses(responses, header)), events: [] };
}

/** Lists the zones that a robot has by permission, as `SET/ZONE`. */
export const heldZones = ({ zones }: Pick<RobotControl, 'zones'>): readonly string[] => Object.values(zones.answers).filter(({ grant }) => grant === 'GRANTED').map(({ zone }) => zone);

/** Tells how many nodes of an order are released; the rest is its horizon. */
export const releasedNodes = (order: { readonly nodes: readonly { readonly released: boolean }[] }): number => order.nodes.filter(({ released }) => released).length;

/**
 * Releases more of the way: when the robot asks for a new base, or has one released node before it at most, the next update begins at the last node of the base and releases so many more of the horizon.
 * Source: VDA 5050, "order update".
 */
export function extendBase(control: RobotControl, at: number): ControlStep {
  const { order, state, progress } = control;
  const still: ControlStep = { control, outgoing: [], events: [] };
  if (order === null || state === null || progress !== 'accepted' || state.orderId !== order.orderId || state.orderUpdateId !== order.orderUpdateId || control.connection !== 'ONLINE' || state.emergencyStop !== 'NONE') return still;
  const stitch = order.nodes.findLast(({ released }) => released);
  const horizon = order.nodes.filter(({ released }) => !released);
  if (stitch === undefined || horizon.length === 0 || !(state.newBaseRequest || aheadOf(order, state) <= 1)) return still;
  const update = buildUpdate(order, horizon, { released: control.settings.baseNodes });
  if (update === undefined) return still;
  const speeds = new Map(order.edges.map(({ sequenceId, maximumSpeed }) => [sequenceId, maximumSpeed]));
  const slowed = { ...update, edges: update.edges.map((edge) => ({ ...edge, maximumSpeed: speeds.get(edge.sequenceId) ?? null })) };
  const sent = sending(control, 'order', at, (header) => writeOrder(slowed, header, control.identity.version));
  const whole = { ...slowed, nodes: [...order.nodes.filter(({ sequenceId }) => sequenceId < stitch.sequenceId), ...slowed.nodes], edges: [...order.edges.filter(({ sequenceId }) => sequenceId < stitch.sequenceId), ...slowed.edges] };
  return { ...sent, control: { ...sent.control, order: whole, lastSent: slowed, progress: 'sent', sentAt: at, resends: 0 }, events: [{ kind: 'base.extended', at, detail: `${whole.orderUpdateId}/${releasedNodes(whole)}` }] };
}

const aheadOf = (order: { readonly nodes: readonly { readonly released: boolean; readonly sequenceId: number }[] }, state: Pick<RobotState, 'lastNodeSequenceId'>): number => order.nodes.filter(({ released, sequenceId }) => released && sequenceId > state.lastNodeSequenceId).length;
