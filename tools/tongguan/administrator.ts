import { UnusableCall } from './call.ts';
import type { CommandEntry } from './call.ts';

const usage = 'administrator create --event CODE --name-en NAME --name-zh NAME --user USER …\n    makes the first administrator, and the event where there is none';

/** Makes an administrator, for a production start without a world. */
export const administratorCommand: CommandEntry = {
  usage,
  async run([verb, ...rest]) {
    if (verb !== 'create') throw new UnusableCall('administrator create is the only one.', usage);
    const { createAdministrator } = await import('../../src/modules/staff/administrator.ts');
    return createAdministrator(rest);
  },
};
