/** Is what kind of source a nuclide points to at a port. Shape: a nuclide may be of several; the first weighs most. */
export type NuclideCategory = 'snm' | 'industrial' | 'medical' | 'norm' | 'background' | 'unknown';

/** Is one nuclide with the gamma lines that tell it. Unit: keV; yield in photons per 100 decays of the nuclide in equilibrium with the short-lived progeny that is named. */
export interface NuclideEntry {
  readonly nuclide: string;
  readonly categories: readonly NuclideCategory[];
  readonly lines: readonly (readonly [energy: number, percent: number])[];
  /** Progeny whose lines are counted in; empty where the lines are its own. */
  readonly with?: string;
}

/** Where energies and yields were taken from: evaluated nuclear data in the public domain of physics, rounded. */
export const nuclideSource = 'ENSDF / IAEA LiveChart of Nuclides, evaluated decay data, rounded to 0.1 keV and three digits of yield';

/** Are the nuclides that are looked for. Source: `nuclideSource`; categories after IAEA NSS 1 and the practice of portals (medical, industrial, NORM, special nuclear material). */
export const nuclides: readonly NuclideEntry[] = [
  { nuclide: 'U-235', categories: ['snm'], lines: [[143.8, 11], [163.4, 5.1], [185.7, 57.2], [205.3, 5]] },
  { nuclide: 'U-233', categories: ['snm'], lines: [[42.4, 0.086], [54.7, 0.018], [97.1, 0.021], [146.3, 0.0066], [164.5, 0.0062], [291.4, 0.0054], [317.2, 0.0078]] },
  { nuclide: 'U-238', categories: ['snm', 'norm'], with: 'Th-234, Pa-234m', lines: [[63.3, 3.7], [92.6, 4.3], [766.4, 0.32], [1001, 0.84]] },
  { nuclide: 'U-232', categories: ['snm'], with: 'Th-228 and its progeny', lines: [[238.6, 43.6], [583.2, 30.6], [727.3, 6.7], [860.6, 4.5], [2614.5, 35.9]] },
  { nuclide: 'Pu-239', categories: ['snm'], lines: [[51.6, 0.027], [129.3, 0.0063], [203.5, 0.00057], [345, 0.00056], [375.1, 0.00155], [413.7, 0.00147]] },
  { nuclide: 'Pu-238', categories: ['snm'], lines: [[43.5, 0.039], [99.9, 0.0073], [152.7, 0.00093], [766.4, 0.000022]] },
  { nuclide: 'Pu-240', categories: ['snm'], lines: [[45.2, 0.045], [104.2, 0.0071], [160.3, 0.0004], [642.5, 0.0000126]] },
  { nuclide: 'Np-237', categories: ['snm'], with: 'Pa-233', lines: [[86.5, 12.4], [300.1, 6.6], [311.9, 38.5], [340.5, 4.5]] },
  { nuclide: 'Am-241', categories: ['industrial', 'snm'], lines: [[59.5, 35.9]] },
  { nuclide: 'Cf-252', categories: ['industrial'], lines: [[43.4, 0.015], [100.2, 0.013]] },
  { nuclide: 'Co-57', categories: ['industrial', 'medical'], lines: [[122.1, 85.6], [136.5, 10.7]] },
  { nuclide: 'Co-60', categories: ['industrial'], lines: [[1173.2, 99.9], [1332.5, 100]] },
  { nuclide: 'Cs-137', categories: ['industrial'], with: 'Ba-137m', lines: [[32.2, 3.6], [661.7, 85.1]] },
  { nuclide: 'Cs-134', categories: ['industrial'], lines: [[563.2, 8.3], [569.3, 15.4], [604.7, 97.6], [795.9, 85.5], [801.9, 8.7], [1365.2, 3]] },
  { nuclide: 'Ba-133', categories: ['industrial'], lines: [[31, 64], [81, 32.9], [276.4, 7.2], [302.9, 18.3], [356, 62.1], [383.8, 8.9]] },
  { nuclide: 'Ir-192', categories: ['industrial'], lines: [[296, 28.7], [308.5, 29.7], [316.5, 82.9], [468.1, 47.8], [604.4, 8.2], [612.5, 5.3]] },
  { nuclide: 'Se-75', categories: ['industrial'], lines: [[121.1, 17.2], [136, 58.3], [264.7, 58.9], [279.5, 25], [400.7, 11.5]] },
  { nuclide: 'Yb-169', categories: ['industrial', 'medical'], lines: [[63.1, 44.1], [109.8, 17.4], [130.5, 11.4], [177.2, 22.3], [198, 35.9], [307.7, 10]] },
  { nuclide: 'Eu-152', categories: ['industrial'], lines: [[121.8, 28.4], [344.3, 26.6], [778.9, 13], [964.1, 14.5], [1085.8, 10.1], [1112.1, 13.4], [1408, 20.9]] },
  { nuclide: 'Eu-154', categories: ['industrial'], lines: [[123.1, 40.4], [723.3, 20.1], [873.2, 12.2], [996.3, 10.5], [1004.7, 17.9], [1274.4, 34.9]] },
  { nuclide: 'Na-22', categories: ['industrial', 'medical'], lines: [[511, 180], [1274.5, 99.9]] },
  { nuclide: 'Mn-54', categories: ['industrial'], lines: [[834.8, 100]] },
  { nuclide: 'Zn-65', categories: ['industrial'], lines: [[511, 2.8], [1115.5, 50]] },
  { nuclide: 'Cd-109', categories: ['industrial'], lines: [[22.1, 84], [88, 3.6]] },
  { nuclide: 'Ag-110m', categories: ['industrial'], lines: [[657.8, 94.4], [677.6, 10.6], [706.7, 16.5], [763.9, 22.3], [884.7, 74], [937.5, 34.5], [1384.3, 24.7]] },
  { nuclide: 'Sb-124', categories: ['industrial'], lines: [[602.7, 97.8], [645.9, 7.4], [722.8, 10.8], [1691, 47.5]] },
  { nuclide: 'Sb-125', categories: ['industrial'], lines: [[176.3, 6.8], [427.9, 29.6], [463.4, 10.5], [600.6, 17.7], [635.9, 11.2]] },
  { nuclide: 'Tm-170', categories: ['industrial'], lines: [[52.4, 1.4], [84.3, 2.5]] },
  { nuclide: 'Gd-153', categories: ['industrial', 'medical'], lines: [[41.5, 60], [97.4, 29], [103.2, 21.1]] },
  { nuclide: 'Tc-99m', categories: ['medical'], lines: [[140.5, 89]] },
  { nuclide: 'Mo-99', categories: ['medical'], with: 'Tc-99m', lines: [[140.5, 89], [181.1, 6.1], [739.5, 12.2], [777.9, 4.3]] },
  { nuclide: 'I-131', categories: ['medical'], lines: [[80.2, 2.6], [284.3, 6.1], [364.5, 81.5], [637, 7.2], [722.9, 1.8]] },
  { nuclide: 'I-123', categories: ['medical'], lines: [[27.5, 71], [159, 83.3], [529, 1.4]] },
  { nuclide: 'I-125', categories: ['medical'], lines: [[27.5, 114], [31, 25.6], [35.5, 6.7]] },
  { nuclide: 'I-124', categories: ['medical'], lines: [[511, 45.7], [602.7, 62.9], [722.8, 10.4], [1691, 11.2]] },
  { nuclide: 'Tl-201', categories: ['medical'], lines: [[70.8, 46], [80.3, 20], [135.3, 2.6], [167.4, 10]] },
  { nuclide: 'Ga-67', categories: ['medical'], lines: [[93.3, 39.2], [184.6, 21.4], [300.2, 16.6], [393.5, 4.6]] },
  { nuclide: 'Ga-68', categories: ['medical'], lines: [[511, 178], [1077.3, 3.2]] },
  { nuclide: 'In-111', categories: ['medical'], lines: [[171.3, 90.7], [245.4, 94.1]] },
  { nuclide: 'Lu-177', categories: ['medical'], lines: [[55, 4.5], [112.9, 6.2], [208.4, 10.4]] },
  { nuclide: 'F-18', categories: ['medical'], lines: [[511, 193.5]] },
  { nuclide: 'Xe-133', categories: ['medical'], lines: [[31, 39], [81, 37]] },
  { nuclide: 'Sm-153', categories: ['medical'], lines: [[41.5, 48], [69.7, 4.7], [103.2, 29.2]] },
  { nuclide: 'Cr-51', categories: ['medical'], lines: [[320.1, 9.9]] },
  { nuclide: 'Sr-85', categories: ['medical'], lines: [[514, 96]] },
  { nuclide: 'K-40', categories: ['norm', 'background'], lines: [[1460.8, 10.7]] },
  { nuclide: 'Ra-226', categories: ['norm', 'industrial', 'background'], with: 'Pb-214, Bi-214', lines: [[186.2, 3.6], [242, 7.3], [295.2, 18.4], [351.9, 35.6], [609.3, 45.5], [1120.3, 14.9], [1238.1, 5.8], [1764.5, 15.3], [2204.1, 4.9]] },
  { nuclide: 'Th-232', categories: ['norm', 'background'], with: 'Ac-228, Pb-212, Tl-208', lines: [[238.6, 43.6], [338.3, 11.3], [583.2, 30.6], [727.3, 6.7], [860.6, 4.5], [911.2, 25.8], [969, 15.8], [1588.2, 3.2], [2614.5, 35.9]] },
  { nuclide: 'Lu-176', categories: ['norm', 'background'], lines: [[88.3, 14.5], [201.8, 78], [306.8, 93.6]] },
  { nuclide: 'La-138', categories: ['background'], lines: [[788.7, 34.4], [1435.8, 65.6]] },
];

const byName = new Map(nuclides.map((entry) => [entry.nuclide, entry]));

/** Writes a nuclide's name as "Cs-137" or "Tc-99m", from "Cs137", "137Cs", "CS 137" and the like; as it came where it is no such name. */
export function nuclideName(text: string): string {
  const trimmed = text.trim();
  const match = /^([A-Za-z]{1,2})[\s_-]?(\d{1,3})([mM]?)(?![A-Za-z0-9])/.exec(trimmed) ?? /^(\d{1,3})([mM]?)[\s_-]?([A-Za-z]{1,2})(?![A-Za-z])/.exec(trimmed);
  if (match === null) return trimmed;
  const isSymbolFirst = /^[A-Za-z]/.test(match[1]!);
  const [symbol, mass, state] = isSymbolFirst ? [match[1]!, match[2]!, match[3]!] : [match[3]!, match[1]!, match[2]!];
  return `${symbol[0]!.toUpperCase()}${symbol.slice(1).toLowerCase()}-${Number(mass)}${state === '' ? '' : 'm'}`;
}

/** Finds a nuclide of the table by any spelling of its name. */
export function findNuclide(name: string): NuclideEntry | undefined {
  return byName.get(nuclideName(name));
}

/** Gives the categories of a nuclide. Shape: "unknown" alone for what the table does not have, which never means harmless; enriched and depleted uranium and plutonium of any grade are SNM. */
export function categoryOf(nuclide: string): readonly NuclideCategory[] {
  const entry = findNuclide(nuclide);
  if (entry !== undefined) return entry.categories;
  return /^(h|l|d)?e?u\b|uranium|plutonium|\bpu\b|\b(wg|rg)pu\b|^u-?23\d|^pu-?2\d\d|^np-?237/i.test(nuclide.trim()) || /\b(HEU|LEU|DU|WGPu|RGPu)\b/i.test(nuclide) ? ['snm'] : ['unknown'];
}

/** Says whether a nuclide is special nuclear material or points to it. */
export function isSnm(nuclide: string): boolean {
  return categoryOf(nuclide).includes('snm');
}
