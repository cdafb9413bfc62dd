import { madeUntil } from '../src/demo/schedule.ts';
import { isLong } from './long-run.ts';

/** Is the end of 10 January at the port, of which figures were published. */
export const dayEnd = '2022-01-10T16:00:00.000Z';

/** Is the end of 15 October at the port: by then the world has done everything on goods and flights that it does until January but the red channel and the inspection windows. */
export const autumnEnd = '2021-10-15T16:00:00.000Z';

/** Is how far the world of this run has come: the long tests have the whole, the others what was there by the end of 15 October. Unit: milliseconds since 1970, UTC. */
export const worldUntil = isLong ? madeUntil : Date.parse(autumnEnd);
