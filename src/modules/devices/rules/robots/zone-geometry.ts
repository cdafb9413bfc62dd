import type { Zone, ZoneSet, ZoneType } from '../../shapes/zones.ts';
import type { RobotOrder } from '../../shapes/robots.ts';

type Place = { readonly x: number; readonly y: number };

/** Tells whether a place lies in a zone; its border belongs to it as far as numbers tell. */
export function isInside({ x, y }: Place, { vertices }: Pick<Zone, 'vertices'>): boolean {
  let inside = false;
  vertices.forEach((one, at) => {
    const other = vertices[(at + 1) % vertices.length]!;
    if (one.y > y !== other.y > y && x < ((other.x - one.x) * (y - one.y)) / (other.y - one.y) + one.x) inside = !inside;
  });
  return inside;
}

const turn = (a: Place, b: Place, c: Place): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
const meet = (a: Place, b: Place, c: Place, d: Place): boolean => turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0 && Math.max(a.x, b.x) >= Math.min(c.x, d.x) && Math.max(c.x, d.x) >= Math.min(a.x, b.x) && Math.max(a.y, b.y) >= Math.min(c.y, d.y) && Math.max(c.y, d.y) >= Math.min(a.y, b.y);

/** Tells whether a straight way touches a zone. */
export const crosses = (from: Place, to: Place, zone: Pick<Zone, 'vertices'>): boolean =>
  isInside(from, zone) || isInside(to, zone) || zone.vertices.some((one, at) => meet(from, to, one, zone.vertices[(at + 1) % zone.vertices.length]!));

/** Finds what makes zones useless: two of one name, a speed where none belongs or none where one does, corners on a line. Shape: undefined where nothing does; the page asks the same before it sends. */
export function zoneProblem(zones: readonly Zone[]): { readonly code: 'zone-twice' | 'zone-speed' | 'zone-flat'; readonly zone: string; readonly at: number } | undefined {
  const names = zones.map(({ zoneId }) => zoneId.trim());
  for (const [at, zone] of zones.entries()) {
    const named = { zone: names[at]!, at };
    if (names.indexOf(names[at]!) !== at) return { code: 'zone-twice', ...named };
    if ((zone.zoneType === 'SPEED_LIMIT') !== (zone.maximumSpeed !== undefined)) return { code: 'zone-speed', ...named };
    const area = zone.vertices.reduce((sum, one, place) => { const next = zone.vertices[(place + 1) % zone.vertices.length]!; return sum + one.x * next.y - next.x * one.y; }, 0) / 2;
    if (Math.abs(area) < 0.01) return { code: 'zone-flat', ...named };
  }
  return undefined;
}

/** Finds a zone of the kinds that are closed which an order's way touches, on the map of its nodes. */
export function blockedOnWay({ nodes }: Pick<RobotOrder, 'nodes'>, zones: ZoneSet | undefined, closed: readonly ZoneType[]): Zone | undefined {
  const places = nodes.flatMap(({ position }) => (position === null || position.mapId !== zones?.mapId ? [] : [position]));
  return zones?.zones.find((zone) => closed.includes(zone.zoneType) && places.some((one, at) => crosses(places[Math.max(0, at - 1)]!, one, zone)));
}

/** Slows the edges of an order that touch a zone with a limit: for robots that know no zones it is the order that says so. */
export function slowedByZones(order: RobotOrder, zones: ZoneSet | undefined): RobotOrder {
  const slow = zones?.zones.filter(({ zoneType }) => zoneType === 'SPEED_LIMIT') ?? [];
  const at = new Map(order.nodes.map((node) => [node.sequenceId, node.position]));
  return { ...order, edges: order.edges.map((edge) => {
    const [from, to] = [at.get(edge.sequenceId - 1), at.get(edge.sequenceId + 1)];
    if (!from || !to || from.mapId !== zones?.mapId) return edge;
    const limits = slow.filter((zone) => crosses(from, to, zone)).map(({ maximumSpeed }) => maximumSpeed!);
    return limits.length === 0 ? edge : { ...edge, maximumSpeed: Math.min(...limits, edge.maximumSpeed ?? Infinity) };
  }) };
}
