import type { RobotAction, RobotEdge, RobotNode, RobotOrder, RobotPosition, RobotState } from '../../shapes/robots.ts';

/** Is one stop of a route. */
export interface Stop {
  readonly nodeId: string;
  readonly position: RobotPosition | null;
  readonly actions?: readonly RobotAction[];
}

/** Names an edge by its ends and its place, so that driving back and forth gives other names. */
const edgeBetween = (from: RobotNode, to: RobotNode, maximumSpeed: number | null): RobotEdge =>
  ({ edgeId: `${from.nodeId}-${to.nodeId}`, sequenceId: from.sequenceId + 1, released: to.released, startNodeId: from.nodeId, endNodeId: to.nodeId, maximumSpeed, actions: [] });

function lay(nodes: readonly RobotNode[], maximumSpeed: number | null): RobotEdge[] {
  return nodes.slice(1).map((node, at) => edgeBetween(nodes[at]!, node, maximumSpeed));
}

/** Builds a new order along stops; the first `released` of them are the base, all if it is left out. Unit: metres per second. */
export function buildOrder(orderId: string, stops: readonly Stop[], { released = stops.length, maximumSpeed = null }: { readonly released?: number; readonly maximumSpeed?: number | null } = {}): RobotOrder {
  const nodes = stops.map(({ nodeId, position, actions = [] }, at): RobotNode => ({ nodeId, sequenceId: at * 2, released: at < Math.max(1, released), position, actions }));
  return { orderId, orderUpdateId: 0, nodes, edges: lay(nodes, maximumSpeed) };
}

/**
 * Builds the update of an order: it begins at the last node of the base (the stitching node) and replaces what was horizon.
 * Shape: undefined where the order has no base. Source: VDA 5050, "order update".
 */
export function buildUpdate(previous: RobotOrder, stops: readonly Stop[], { released = stops.length, maximumSpeed = null }: { readonly released?: number; readonly maximumSpeed?: number | null } = {}): RobotOrder | undefined {
  const stitch = previous.nodes.findLast((node) => node.released);
  if (stitch === undefined) return undefined;
  const nodes = [stitch, ...stops.map(({ nodeId, position, actions = [] }, at): RobotNode => ({ nodeId, sequenceId: stitch.sequenceId + (at + 1) * 2, released: at < released, position, actions }))];
  return { orderId: previous.orderId, orderUpdateId: previous.orderUpdateId + 1, nodes, edges: lay(nodes, maximumSpeed) };
}

/** Joins an update to the base before it, as the robot does. */
export function joinUpdate(previous: RobotOrder, update: RobotOrder): RobotOrder {
  const from = update.nodes[0]?.sequenceId ?? 0;
  return { ...update, nodes: [...previous.nodes.filter((node) => node.sequenceId < from), ...update.nodes], edges: [...previous.edges.filter((edge) => edge.sequenceId < from), ...update.edges] };
}

/** Takes from a robot's state how far its order is released, under the update that it names. */
export function adoptUpdate(order: RobotOrder, state: Pick<RobotState, 'orderUpdateId' | 'lastNodeSequenceId' | 'nodes'>): RobotOrder {
  const last = Math.max(state.lastNodeSequenceId, ...state.nodes.filter(({ released }) => released).map(({ sequenceId }) => sequenceId));
  const upTo = <Part extends { readonly sequenceId: number }>(part: Part): Part & { released: boolean } => ({ ...part, released: part.sequenceId <= last });
  return { orderId: order.orderId, orderUpdateId: state.orderUpdateId, nodes: order.nodes.map(upTo), edges: order.edges.map(upTo) };
}

/** Gives the ids of all actions of an order. */
export const actionIdsOf = (order: RobotOrder): string[] => [...order.nodes, ...order.edges].flatMap(({ actions }) => actions.map(({ actionId }) => actionId));
