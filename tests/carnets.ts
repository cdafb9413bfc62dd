/** Is an invented carnet as customs enters it. */
export const enteredCarnet = {
  number: 'UT 1234', association: 'Invented Chamber', country: 'UTO', holder: 'Invented Broadcaster', validFrom: '2022-01-03', validTo: '2023-01-02', dutiesCny: '100000.00', securityCny: '110000.00',
  items: [{ description: 'camera', serialNumbers: ['S1', 'S2'], quantity: 2, valueCny: '500000.00' }, { description: 'cable', quantity: 50, valueCny: '5000.00' }],
};

/** Is what `goods.carnet` gives, as far as the tests read it. */
export interface CarnetSeen {
  readonly carnet: { readonly carnetId: string; readonly number: string; readonly state: string; readonly leavesBy: string | null; readonly daysLeft: number | null };
  readonly items: readonly { readonly item: number; readonly here: number }[];
  readonly records: readonly { readonly kind: string }[];
  readonly clocks: Readonly<Record<string, string | number | null>>;
}
