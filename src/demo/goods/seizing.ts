import { addDays } from '../../modules/goods/rules/dates.ts';
import { minute } from '../days.ts';
import { today } from '../schedule.ts';
import type { ConsignmentSpec } from './consignment-spec.ts';
import type { GoodsDeed } from './deeds.ts';

/** Writes how a consignment that is suspected is seized whole: decided by the officer at the inspection, signed by the duty officer over what was decided, and put in force. */
export function seizureDeeds(consignments: readonly ConsignmentSpec[]): GoodsDeed[] {
  return consignments.filter((spec) => spec.story.seized === true).flatMap(({ key: chain, pointCode, at, list }) => {
    const base = { chain, needs: [], station: [pointCode, 'inspection'] as const };
    return [
      {
        ...base, name: 'decide', at: at.inspect + 3 * minute, by: 'customsOfficer' as const, action: 'goods.decideAtBorder',
        input: ({ result }) => ({
          consignmentId: result(chain, 'submit')['consignmentId'], kind: 'seizure', place: 'Invented customs store 1 虚构海关扣留仓库1', seals: [`INV-SEAL-${chain}`], dueOn: addDays(today, 60),
          reason: `${list.lines[0]!.descriptionEn}: bears the marks of the Games without the word of their owner (invented suspicion); samples go to the owner of the marks`,
        }),
      },
      { ...base, name: 'signDecision', at: at.inspect + 5 * minute, by: 'dutyOfficer', action: 'goods.signDecision', input: ({ result }) => ({ decisionId: result(chain, 'decide')['decisionId'], contentHash: result(chain, 'decide')['contentHash'] }) },
      { ...base, name: 'enforce', at: at.inspect + 6 * minute, by: 'customsOfficer', action: 'goods.enforceDecision', input: ({ result }) => ({ decisionId: result(chain, 'decide')['decisionId'] }) },
    ] satisfies GoodsDeed[];
  });
}
