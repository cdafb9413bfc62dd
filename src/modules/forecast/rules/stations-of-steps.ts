/** Is where a station of the chain stands in the port: its kinds of station, the steps that bring people there, and the skill of those who work at it. Shape: no skill where another agency staffs it. */
export interface ChainStation { readonly station: string; readonly kinds: readonly string[]; readonly steps: readonly string[]; readonly skill: string | null; readonly everybody: boolean }

/** Lists the stations in the order in which people come to them: those of an arrival, and the declaration and the gate of a departure. Source: the steps of the catalogue and where each is done. */
export const chainStations: readonly ChainStation[] = [
  { station: 'release', kinds: ['aircraft'], steps: ['BRD-03', 'DSB-01'], skill: 'boarding', everybody: true },
  { station: 'temperature', kinds: ['temperature'], steps: ['CHK-02'], skill: 'screening', everybody: true },
  { station: 'declaration', kinds: ['declaration'], steps: ['CHK-01', 'DEP-01'], skill: 'screening', everybody: true },
  { station: 'medical', kinds: ['inquiry', 'isolation', 'patrol'], steps: ['CHK-03', 'INV-01', 'INV-02'], skill: 'medical', everybody: false },
  { station: 'sampling', kinds: ['sampling'], steps: ['SMP-01'], skill: 'sampling', everybody: true },
  { station: 'border', kinds: ['immigration'], steps: ['EXT-01'], skill: null, everybody: true },
  { station: 'baggage', kinds: ['baggage'], steps: ['BAG-02', 'BAG-03', 'BAG-04'], skill: 'baggage', everybody: false },
  { station: 'gate', kinds: ['gate'], steps: ['DEP-03'], skill: 'screening', everybody: true },
  { station: 'bus', kinds: ['vehicleBay'], steps: ['XFR-01'], skill: 'transfer', everybody: true },
];

/** Names the steps of the chain in its order, by which it is told for what somebody waits. Shape: without the release, which is the aircraft's. */
export const stepsInOrder: readonly string[] = chainStations.filter(({ station }) => station !== 'release').flatMap(({ steps }) => steps);

/** Finds the station of the chain to which a step belongs. */
export function stationOfStep(step: string): string | undefined {
  return chainStations.find(({ steps }) => steps.includes(step))?.station;
}
