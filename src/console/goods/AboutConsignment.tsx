import type { ReactNode } from 'react';
import { kinds, permits } from '../../modules/goods/catalogue/kinds.ts';
import { canActFor } from '../../modules/goods/rules/parties.ts';
import type { Cover } from '../../modules/goods/shapes.ts';
import { saySource } from '../../words/sources.ts';
import { coversOfList } from '../../modules/goods/rules/listed.ts';
import { consignmentKinds, type ConsignmentKind } from '../../modules/prescribed/catalogue/consignment-kinds.ts';
import { useView } from '../client.ts';
import { Checkbox } from '../design/Checkbox.tsx';
import { ComboBox } from '../design/ComboBox.tsx';
import { DateField } from '../design/DateTimeField.tsx';
import { Columns, Facts } from '../design/Layout.tsx';
import { Select } from '../design/Select.tsx';
import { TextField } from '../design/TextField.tsx';
import { ruleMandates, useGoodsWords, type Parties, type Party, type Point } from './registers.ts';

/** Is what a list is about, as far as it is given. */
export type About = {
  readonly kind: ConsignmentKind | undefined; readonly cover: Cover | undefined; readonly pointCode: string | undefined; readonly venue: string; readonly expectedOn: string | undefined;
  readonly partyId: string | undefined; readonly agentId: string | undefined; readonly freeQuota: boolean; readonly quarantine: boolean;
};

/** Lists the fields of part 1 that must be given, with their words. */
export const neededFields = [['kind', 'goodsRegisters.kind'], ['cover', 'goodsRegisters.cover'], ['pointCode', 'goodsRegisters.port'], ['venue', 'goodsRegisters.venue'], ['expectedOn', 'goodsRegisters.expectedOn'], ['partyId', 'goodsRegisters.party']] as const;

/** Tells whether a field of part 1 is given as it must be. */
export function isGiven(about: About, field: (typeof neededFields)[number][0]): boolean {
  const value = about[field];
  return value !== undefined && value !== 'invalid' && value.trim() !== '';
}

/** Lists for whom somebody may file: officers for everybody in the register, a company for itself, an agent for its principals of today and itself. */
export function partiesFor(data: Parties, today: string): readonly Party[] {
  const registered = data.parties.filter((party) => party.registered === true);
  const { own } = data;
  if (own === null) return registered;
  const mandates = ruleMandates(data.mandates);
  return registered.filter((party) => party.partyId === own || canActFor(party.partyId, own, mandates, today).ok);
}

/** Asks what comes, for whom, where and when; beside it stands what the kind asks for. */
export function AboutConsignment({ about, data, problem, onChange }: { readonly about: About; readonly data: Parties; readonly problem: (field: string) => string | undefined; readonly onChange: (part: Partial<About>) => void }): ReactNode {
  const { t, say, find, pointName, today } = useGoodsWords();
  const ports = useView<{ readonly points: readonly Point[] }>('ports.list', {}, { topics: ['ports'] });
  const definition = about.kind && kinds[about.kind];
  const parties = partiesFor(data, today);
  const mandates = ruleMandates(data.mandates);
  // A trader who acts for another party acts as its agent.
  const actsAsAgent = data.own !== null && about.partyId !== undefined && about.partyId !== data.own;
  const agents = data.parties.filter((party) => party.registered === true && about.partyId !== undefined && party.partyId !== about.partyId && canActFor(about.partyId, party.partyId, mandates, today).ok);
  return (
    <div className="gr-about">
      <div className="gr-about-fields">
        <ComboBox id="list-kind" label={t('goodsRegisters.kind')} value={about.kind} problem={problem('kind')} options={consignmentKinds.map((kind) => ({ value: kind, label: `${kind} ${say(kinds[kind].name)}` }))}
          onChange={(value) => {
            const kind = consignmentKinds.find((one) => one === value);
            onChange({ kind, cover: kind === undefined ? undefined : about.cover !== undefined && coversOfList(kind).includes(about.cover) ? about.cover : coversOfList(kind)[0] });
          }} />
        <Select id="list-cover" label={t('goodsRegisters.cover')} value={about.cover} problem={problem('cover')} allowEmpty={false} disabledReason={definition === undefined ? t('goodsRegisters.kindFirst') : undefined} onChange={(value) => onChange({ cover: definition?.covers.find((one) => one === value) })}
          options={(about.kind === undefined ? [] : coversOfList(about.kind)).map((cover) => ({ value: cover, label: find(`facts.goods.cover.${cover}`) ?? cover }))} />
        {data.own === null ? (
          <ComboBox key={`party ${parties.length}`} id="list-partyId" label={t('goodsRegisters.party')} value={about.partyId} problem={problem('partyId')} onChange={(partyId) => onChange({ partyId, agentId: undefined })} options={parties.map((party) => ({ value: party.partyId, label: say(party.name), hint: party.registration ?? undefined }))} />
        ) : (
          <Select id="list-partyId" label={t('goodsRegisters.party')} value={about.partyId} allowEmpty={parties.length > 1} problem={problem('partyId')} onChange={(partyId) => onChange({ partyId, agentId: undefined })} options={parties.map((party) => ({ value: party.partyId, label: say(party.name) }))} />
        )}
        <Select id="list-agentId" label={t('goodsRegisters.agent')} allowEmpty={false} value={actsAsAgent ? data.own ?? undefined : about.agentId ?? 'none'} hint={agents.length === 0 && about.partyId !== undefined ? t('goodsRegisters.noMandate') : t('goodsRegisters.agentHint')} onChange={(value) => onChange({ agentId: value === 'none' ? undefined : value })}
          options={[...(actsAsAgent ? [] : [{ value: 'none', label: t('goodsRegisters.noAgent') }]), ...agents.filter((party) => !actsAsAgent || party.partyId === data.own).map((party) => ({ value: party.partyId, label: say(party.name) }))]} />
        <Columns minimum={190}>
          <Select id="list-pointCode" label={t('goodsRegisters.port')} value={about.pointCode} problem={problem('pointCode')} onChange={(pointCode) => onChange({ pointCode })} options={(ports.data?.data.points ?? []).map((point) => ({ value: point.code, label: pointName(point) }))} />
          <DateField id="list-expectedOn" label={t('goodsRegisters.expectedOn')} value={about.expectedOn} problem={problem('expectedOn') ?? (about.expectedOn === 'invalid' ? t('goodsRegisters.dayNeeded') : undefined)} onChange={(expectedOn) => onChange({ expectedOn })} />
        </Columns>
        <TextField id="list-venue" label={t('goodsRegisters.venue')} hint={t('goodsRegisters.venueHint')} maxLength={200} value={about.venue} problem={problem('venue')} onChange={(venue) => onChange({ venue })} />
        {about.kind === 'K14' && <Checkbox label={t('goodsRegisters.freeQuota')} hint={t('goodsRegisters.freeQuotaHint')} value={about.freeQuota} onChange={(freeQuota) => onChange({ freeQuota })} />}
        {about.kind === 'K16' && <Checkbox label={t('goodsRegisters.quarantine')} value={about.quarantine} onChange={(quarantine) => onChange({ quarantine })} />}
      </div>
      <aside className="gr-kind" aria-label={t('goodsRegisters.kind')}>{about.kind === undefined ? <p className="tg-muted">{t('goodsRegisters.kindFirst')}</p> : <KindFacts kind={about.kind} />}</aside>
    </div>
  );
}

/** Says what a kind of consignment asks for: permits and who gives them, inspection, how it closes, and by which law. */
export function KindFacts({ kind }: { readonly kind: ConsignmentKind }): ReactNode {
  const { t, say, language } = useGoodsWords();
  const definition = kinds[kind];
  return (
    <Facts facts={[
      [t('goodsRegisters.leaves'), t(definition.temporary ? 'goodsRegisters.leavesYes' : 'goodsRegisters.leavesNo')],
      [t('goodsRegisters.permitsOfKind'), definition.permits.length === 0 ? t('goodsRegisters.permitsNone') : <ul key="permits" className="gr-plain">{definition.permits.map((permit) => <li key={permit}>{say(permits[permit].name)} <span className="tg-muted">{say(permits[permit].authority)}</span></li>)}</ul>],
      [t('goodsRegisters.appointment'), t(`goodsRegisters.appointment.${definition.appointment}`)],
      [t('goodsRegisters.closesBy'), definition.closesBy.map((one) => t(`goodsRegisters.disposition.${one}`)).join(language === 'zh' ? '、' : ', ')],
      [t('goodsRegisters.typicalCodes'), <code key="codes">{definition.hs.join(', ')}</code>],
      [t('goodsRegisters.source'), <span key="source" className="tg-muted">{saySource(language, definition.source)}</span>],
    ]} />
  );
}
