import type { DeviceEvent, DeviceKind, EventLevel, KindId } from './shapes.ts';
import { kindIds } from './shapes.ts';
import { baggageScanner } from './kinds/baggage-scanner.ts';
import { declarationMachine } from './kinds/declaration-machine.ts';
import { disinfectionCabinet } from './kinds/disinfection-cabinet.ts';
import { eGate } from './kinds/e-gate.ts';
import { inspectionRobot } from './kinds/inspection-robot.ts';
import { nucleicAcidAnalyser } from './kinds/nucleic-acid-analyser.ts';
import { radiationLocaliser } from './kinds/radiation-localiser.ts';
import { radiationPortal } from './kinds/radiation-portal.ts';
import { thermometerGate } from './kinds/thermometer-gate.ts';
import { traceSniffer } from './kinds/trace-sniffer.ts';

/** Lists the kinds of devices. A new kind is one file in `kinds/` and one entry here and in `kindIds`. */
export const deviceKinds: Readonly<Record<KindId, DeviceKind>> = {
  radiationPortal, radiationLocaliser, disinfectionCabinet, traceSniffer, inspectionRobot, thermometerGate, baggageScanner, eGate, declarationMachine, nucleicAcidAnalyser,
};

/** Finds a kind of device. */
export function findKind(id: string): DeviceKind | undefined {
  return (kindIds as readonly string[]).includes(id) ? deviceKinds[id as KindId] : undefined;
}

/** Gets a kind of device; an unknown one is a bug of the caller. */
export function getKind(id: string): DeviceKind {
  const kind = findKind(id);
  if (kind === undefined) throw new Error(`No kind of device ${id}`);
  return kind;
}

/** Says what an event of a kind means: a result that says itself that it is an alarm is one; an event that the kind does not know is told of and proves nothing. */
export function levelOf(kind: DeviceKind, event: Pick<DeviceEvent, 'name' | 'reading'>): EventLevel {
  const declared = Object.hasOwn(kind.events, event.name) ? kind.events[event.name]!.level : 'info';
  return declared === 'result' && kind.alarm?.isSaid?.(event.reading) === true ? 'alarm' : declared;
}
