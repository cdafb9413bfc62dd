/** Says that this run takes its time: `npm run test:long` looks at every page in every sitting and draws many where the others draw few. */
export const isLong = process.env['TONGGUAN_LONG_TESTS'] === '1';

/** Says with how many random cases a property is tried whose single cases are dear: all in the long run, otherwise a quarter of them, other ones each time. */
export const casesOf = (all: number): number => (isLong ? all : Math.ceil(all / 4));
