/** Says that this run takes its time: `npm run test:long` looks at every page in every sitting and draws many where the others draw few. */
export const isLong = process.env['TONGGUAN_LONG_TESTS'] === '1';

/** Says with how many random cases a property is tried whose single cases are dear: all in the long run, otherwise a quarter of them, other ones each time. */
export const casesOf = (all: number): number => (isLong ? all : Math.ceil(all / 4));

/** Chooses the languages of the form in which this run follows a way that is the same in each: all in the long run, otherwise four that are written unlike each other, and `more`. */
export const languagesOf = <L extends string>(all: readonly L[], ...more: readonly L[]): readonly L[] => all.filter((one) => isLong || ['en', 'zh', 'ru', 'ar', ...more].includes(one));
