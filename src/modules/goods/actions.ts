import type { ActionDefinition } from '../../kernel/action.ts';
import { appointmentActions } from './actions/appointments.ts';
import { articleActions } from './actions/articles.ts';
import { attachmentActions } from './actions/attachments.ts';
import { borderActions } from './actions/border.ts';
import { borderEndingActions } from './actions/border-ending.ts';
import { borderExtendingActions } from './actions/border-extending.ts';
import { booksActions } from './actions/books.ts';
import { carnetActions } from './actions/carnets.ts';
import { changingActions } from './actions/changing.ts';
import { closingActions } from './actions/closing.ts';
import { confirmingActions } from './actions/confirming.ts';
import { countingActions } from './actions/counting.ts';
import { coverActions } from './actions/covers.ts';
import { custodyActions } from './actions/custody.ts';
import { declaringActions } from './actions/declaring.ts';
import { extendingActions } from './actions/extending.ts';
import { holdActions } from './actions/holds.ts';
import { listActions } from './actions/lists.ts';
import { partyActions } from './actions/parties.ts';
import { permitActions } from './actions/permits.ts';
import { pressKitActions } from './actions/press-kits.ts';
import { recordingActions } from './actions/recording.ts';
import { referenceActions } from './actions/references.ts';
import { releasingActions } from './actions/releasing.ts';

const byKey: readonly ActionDefinition[] = [...partyActions, ...listActions, ...pressKitActions, ...confirmingActions, ...permitActions, ...coverActions, ...declaringActions, ...changingActions, ...appointmentActions, ...holdActions, ...borderActions, ...borderEndingActions, ...borderExtendingActions, ...recordingActions, ...attachmentActions, ...releasingActions, ...countingActions, ...custodyActions, ...extendingActions, ...closingActions, ...articleActions, ...carnetActions];

/** Lists the actions on goods, in the order in which a consignment meets them; all but those on the whole book and on reference data ask by the keys of one consignment, party, guarantee or carnet. */
export const goodsActions: readonly ActionDefinition[] = [...byKey.map((action) => ({ ...action, byKey: true })), ...booksActions, ...referenceActions];
