/** Says that this run takes its time: `npm run test:long` looks at every page in every sitting and draws many where the others draw few. */
export const isLong = process.env['TONGGUAN_LONG_TESTS'] === '1';
