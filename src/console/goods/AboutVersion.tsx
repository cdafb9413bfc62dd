import type { ReactNode } from 'react';
import { kinds } from '../../modules/goods/catalogue/kinds.ts';
import type { Cover } from '../../modules/goods/shapes.ts';
import type { ConsignmentKind } from '../../modules/prescribed/catalogue/consignment-kinds.ts';
import { Facts } from '../design/Layout.tsx';
import { KindFacts } from './AboutConsignment.tsx';
import { useGoodsWords } from './registers.ts';

type Named = { readonly partyId: string; readonly name: { readonly en: string; readonly zh: string } };

/** Is a consignment on file, as far as its next version needs it. */
export type OnFile = { readonly consignment: {
  readonly consignmentId: string; readonly number: string; readonly kind: ConsignmentKind; readonly cover: Cover; readonly party: Named; readonly agent: Named | null; readonly pointCode: string; readonly point: { readonly en: string; readonly zh: string };
  readonly venue: string; readonly expectedOn: string; readonly listVersion: number; readonly declaredAt: string | null; readonly confirmed: boolean; readonly owesList: boolean;
} };

/** Says what a consignment on file is about; a next version of its list changes nothing of it. */
export function AboutVersion({ onFile: { consignment } }: { readonly onFile: OnFile }): ReactNode {
  const { t, say, find, date } = useGoodsWords();
  return (
    <div className="gr-about">
      <Facts facts={[
        [t('goodsRegisters.kind'), `${consignment.kind} ${say(kinds[consignment.kind].name)}`], [t('goodsRegisters.cover'), find(`facts.goods.cover.${consignment.cover}`) ?? consignment.cover], [t('goodsRegisters.party'), say(consignment.party.name)],
        ...(consignment.agent === null ? [] : [[t('goodsRegisters.agent'), say(consignment.agent.name)] as const]),
        [t('goodsRegisters.port'), `${consignment.pointCode} ${say(consignment.point)}`], [t('goodsRegisters.venue'), consignment.venue], [t('goodsRegisters.expectedOn'), date(consignment.expectedOn)],
      ]} />
      <aside className="gr-kind" aria-label={t('goodsRegisters.kind')}><KindFacts kind={consignment.kind} /></aside>
    </div>
  );
}
