import { doubtful, wrong } from '../../shapes/findings.ts';
import type { Finding } from '../../shapes/findings.ts';
import type { RobotOrder, RobotState } from '../../shapes/robots.ts';

function checkRoute(order: RobotOrder): Finding[] {
  const findings: Finding[] = [];
  const { nodes, edges } = order;
  if (nodes.length === 0) return [wrong('nodes', 'no-nodes', 'The order has no node; one node is the least that an order has.')];
  if (edges.length !== nodes.length - 1) findings.push(wrong('edges', 'edges-count', `There are ${nodes.length} nodes and ${edges.length} edges; an order has one edge less than nodes.`));
  nodes.forEach((node, at) => {
    if (node.nodeId === '') findings.push(wrong(`nodes[${at}].nodeId`, 'empty-id', 'The node has an empty id; name it.'));
    if (node.sequenceId % 2 !== 0) findings.push(doubtful(`nodes[${at}].sequenceId`, 'node-odd', `The node has the odd sequenceId ${node.sequenceId}; nodes are numbered even (0, 2, 4 …), edges odd.`));
    if (at > 0 && node.sequenceId <= nodes[at - 1]!.sequenceId) findings.push(wrong(`nodes[${at}].sequenceId`, 'sequence', `The sequenceId ${node.sequenceId} does not follow ${nodes[at - 1]!.sequenceId}; number nodes and edges on in the order of driving.`));
  });
  edges.forEach((edge, at) => {
    if (edge.sequenceId % 2 === 0) findings.push(doubtful(`edges[${at}].sequenceId`, 'edge-even', `The edge has the even sequenceId ${edge.sequenceId}; edges are numbered odd (1, 3, 5 …), nodes even.`));
    const [from, to] = [nodes[at], nodes[at + 1]];
    if (from === undefined || to === undefined) return;
    if (edge.sequenceId <= from.sequenceId || edge.sequenceId >= to.sequenceId) {
      findings.push(wrong(`edges[${at}].sequenceId`, 'sequence', `The edge has sequenceId ${edge.sequenceId}, which does not lie between its nodes' ${from.sequenceId} and ${to.sequenceId}.`));
    }
    if (edge.startNodeId !== '' && edge.startNodeId !== from.nodeId) findings.push(wrong(`edges[${at}].startNodeId`, 'edge-start', `The edge starts at "${edge.startNodeId}", but the node before it is "${from.nodeId}".`));
    if (edge.endNodeId !== '' && edge.endNodeId !== to.nodeId) findings.push(wrong(`edges[${at}].endNodeId`, 'edge-end', `The edge ends at "${edge.endNodeId}", but the node after it is "${to.nodeId}".`));
    if (edge.released && !to.released) findings.push(wrong(`edges[${at}].released`, 'base-end', 'The edge is released and the node at its end is not; the base ends on a node. Release both or neither.'));
    edge.actions.forEach((action, index) => {
      if (action.blockingType === 'HARD' || action.blockingType === 'SOFT') {
        findings.push(doubtful(`edges[${at}].actions[${index}].blockingType`, 'edge-blocking', `The action "${action.actionId}" on an edge forbids driving (${action.blockingType}); the robot would stop on the edge. Put it on a node, or let it run beside driving.`));
      }
    });
  });
  return findings;
}

function checkReleased(order: RobotOrder): Finding[] {
  const findings: Finding[] = [];
  if (order.nodes[0]?.released === false) findings.push(wrong('nodes[0].released', 'no-base', 'The first node is not released; an order begins with its base.'));
  const parts = [...order.nodes.map((node, at) => ({ path: `nodes[${at}]`, ...node })), ...order.edges.map((edge, at) => ({ path: `edges[${at}]`, ...edge }))].sort((one, other) => one.sequenceId - other.sequenceId);
  const horizon = parts.findIndex((part) => !part.released);
  if (horizon > 0) {
    for (const part of parts.slice(horizon)) if (part.released) findings.push(wrong(`${part.path}.released`, 'base-after-horizon', `This part (sequenceId ${part.sequenceId}) is released behind one that is not; base first, then horizon.`));
  }
  return findings;
}

/** Checks what the schema of an order cannot: route, sequence, base and horizon, ids of actions. Source: VDA 5050, "order". */
export function checkOrder(order: RobotOrder): Finding[] {
  const findings = [...(order.orderId === '' ? [wrong('orderId', 'empty-id', 'The order has an empty id; give it one that no other order has.')] : []), ...checkRoute(order), ...checkReleased(order)];
  if (order.orderUpdateId === 0 && (order.nodes[0]?.sequenceId ?? 0) !== 0) findings.push(doubtful('nodes[0].sequenceId', 'sequence-start', 'A new order starts with sequenceId 0.'));
  const seen = new Map<string, string>();
  const actions = [...order.nodes.map((node, at) => ({ path: `nodes[${at}]`, actions: node.actions })), ...order.edges.map((edge, at) => ({ path: `edges[${at}]`, actions: edge.actions }))];
  for (const { path, actions: own } of actions) {
    own.forEach((action, at) => {
      const place = `${path}.actions[${at}].actionId`;
      const before = seen.get(action.actionId);
      if (before !== undefined) findings.push(wrong(place, 'action-repeated', `The actionId "${action.actionId}" stands at ${before} as well; every action has its own id.`));
      else seen.set(action.actionId, place);
    });
  }
  return findings;
}

/** Checks an order against the one that it updates: a higher update, and its first node is the last of the base before (the stitching node). */
export function checkUpdate(previous: RobotOrder, next: RobotOrder): Finding[] {
  if (previous.orderId !== next.orderId) return [];
  if (next.orderUpdateId < previous.orderUpdateId) return [wrong('orderUpdateId', 'update-lower', `The update ${next.orderUpdateId} comes after ${previous.orderUpdateId} of the same order; a robot rejects it. Count on.`)];
  if (next.orderUpdateId === previous.orderUpdateId) return []; // The same again: a robot ignores it.
  const stitch = previous.nodes.findLast((node) => node.released);
  const first = next.nodes[0];
  if (stitch === undefined || first === undefined) return [];
  if (first.nodeId !== stitch.nodeId || first.sequenceId !== stitch.sequenceId) {
    return [wrong('nodes[0]', 'stitching', `The update begins at node "${first.nodeId}" (${first.sequenceId}); it must begin at the last node of the base before, "${stitch.nodeId}" (${stitch.sequenceId}).`)];
  }
  return [];
}

/** Checks what the schema of a state cannot. Source: VDA 5050, "state". */
export function checkState(state: RobotState): Finding[] {
  const findings: Finding[] = [];
  const say = (path: string, code: string, message: string): number => findings.push(doubtful(path, code, message));
  if (state.driving && state.position === null) say('driving', 'driving-unplaced', 'The robot drives and gives no position; nobody can show where it is.');
  if (state.driving && state.position?.localized === false) say('driving', 'driving-lost', 'The robot drives while its position is not initialised.');
  if (state.driving && state.emergencyStop !== 'NONE') say('driving', 'driving-stopped', `The robot says that it drives while its emergency stop (${state.emergencyStop}) is on.`);
  if (state.driving && state.paused) say('paused', 'driving-paused', 'The robot says that it drives and is paused.');
  if (state.orderId === '' && (state.nodes.length > 0 || state.edges.length > 0)) say('orderId', 'order-missing', 'There are nodes or edges to drive and no order.');
  if (state.battery.charge < 0 || state.battery.charge > 100) say('batteryState', 'charge', `The charge is ${state.battery.charge} %, which cannot be.`);
  state.nodes.forEach((node, at) => {
    if (node.sequenceId % 2 !== 0) say(`nodeStates[${at}].sequenceId`, 'node-odd', `The node has the odd sequenceId ${node.sequenceId}; nodes are numbered even.`);
    if (at > 0 && node.sequenceId <= state.nodes[at - 1]!.sequenceId) say(`nodeStates[${at}].sequenceId`, 'sequence', 'The nodes are not in the order of driving.');
    if (node.sequenceId < state.lastNodeSequenceId) say(`nodeStates[${at}].sequenceId`, 'node-passed', `The node lies before the last one reached (${state.lastNodeSequenceId}) and should be gone.`);
  });
  state.edges.forEach((edge, at) => {
    if (edge.sequenceId % 2 === 0) say(`edgeStates[${at}].sequenceId`, 'edge-even', `The edge has the even sequenceId ${edge.sequenceId}; edges are numbered odd.`);
  });
  const ids = new Set<string>();
  state.actions.forEach((action) => {
    if (ids.has(action.actionId)) say('actionStates', 'action-repeated', `The action "${action.actionId}" is reported twice.`);
    ids.add(action.actionId);
  });
  return findings;
}

/** Compares a state with the order that the robot should be driving. */
export function checkAgainstOrder(state: RobotState, order: RobotOrder): Finding[] {
  if (state.orderId !== order.orderId) return [];
  const findings: Finding[] = [];
  if (state.orderUpdateId > order.orderUpdateId) findings.push(doubtful('orderUpdateId', 'update-unknown', `The robot names update ${state.orderUpdateId}; ${order.orderUpdateId} is the last that was sent.`));
  if (state.orderUpdateId !== order.orderUpdateId) return findings;
  const nodes = new Map(order.nodes.map((node) => [node.sequenceId, node.nodeId]));
  const last = Math.max(...nodes.keys());
  state.nodes.forEach((node, at) => {
    if (nodes.has(node.sequenceId) ? nodes.get(node.sequenceId) !== node.nodeId : node.sequenceId > last) findings.push(doubtful(`nodeStates[${at}]`, 'node-unknown', `The node "${node.nodeId}" (${node.sequenceId}) is not in the order.`));
  });
  const given = new Set([...order.nodes, ...order.edges].flatMap((part) => part.actions.map((action) => action.actionId)));
  const reported = new Set(state.actions.map((action) => action.actionId));
  for (const id of given) if (!reported.has(id)) findings.push(doubtful('actionStates', 'action-unreported', `The action "${id}" of the order is not reported.`));
  return findings;
}
