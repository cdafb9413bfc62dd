import type { ActionDefinition } from '../../kernel/action.ts';
import { appointmentActions } from './actions/appointments.ts';
import { closingActions } from './actions/closing.ts';
import { confirmingActions } from './actions/confirming.ts';
import { coverActions } from './actions/covers.ts';
import { declaringActions } from './actions/declaring.ts';
import { holdActions } from './actions/holds.ts';
import { listActions } from './actions/lists.ts';
import { partyActions } from './actions/parties.ts';
import { permitActions } from './actions/permits.ts';
import { recordingActions } from './actions/recording.ts';
import { referenceActions } from './actions/references.ts';
import { releasingActions } from './actions/releasing.ts';

const inOrder: readonly ActionDefinition[] = [...partyActions, ...listActions, ...confirmingActions, ...permitActions, ...coverActions, ...declaringActions, ...appointmentActions, ...holdActions, ...recordingActions, ...releasingActions, ...closingActions, ...referenceActions];

/** Lists the actions on goods, in the order in which a consignment meets them; each asks by the keys of one consignment, party or guarantee. */
export const goodsActions: readonly ActionDefinition[] = inOrder.map((action) => ({ ...action, byKey: true }));
