import type { ViewDefinition } from '../../kernel/view.ts';
import { appointmentViews } from './views/appointments.ts';
import { articleViews } from './views/articles.ts';
import { attachmentViews } from './views/attachments.ts';
import { borderViews } from './views/border.ts';
import { carnetViews } from './views/carnets.ts';
import { consignmentViews } from './views/consignments.ts';
import { custodyViews } from './views/custody.ts';
import { dutyViews } from './views/duty.ts';
import { planningViews } from './views/planning.ts';
import { pressKitViews } from './views/press-kits.ts';
import { proofViews } from './views/proof.ts';
import { referenceViews } from './views/references.ts';
import { registerViews } from './views/registers.ts';
import { roomViews } from './views/rooms.ts';

/** Lists the views of goods. */
export const goodsViews: readonly ViewDefinition[] = [...consignmentViews, ...appointmentViews, ...articleViews, ...borderViews, ...attachmentViews, ...custodyViews, ...dutyViews, ...planningViews, ...pressKitViews, ...proofViews, ...registerViews, ...referenceViews, ...carnetViews, ...roomViews];
