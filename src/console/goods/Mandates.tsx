import { useState, type ReactNode } from 'react';
import { canBeAgent } from '../../modules/goods/rules/parties.ts';
import { useAct } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { DateField } from '../design/DateTimeField.tsx';
import { Columns, Panel } from '../design/Layout.tsx';
import { Select } from '../design/Select.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useReasonAgainst } from '../staff/staff.ts';
import { AskDialog } from './AskForm.tsx';
import { standingOn, useGoodsWords, type MandateEntry, type Parties, type Party } from './registers.ts';

const topics = ['parties'];
const isAble = (party: Party): boolean => party.registered === true && canBeAgent(party, '').ok;
const mandateRoles = ['trader', 'customsOfficer', 'committee'];

/** Tells what is wrong with two days that stand for a period. */
export function periodWrong(t: ReturnType<typeof useGoodsWords>['t'], from: string | undefined, until: string | undefined): { readonly from: string | undefined; readonly until: string | undefined } {
  const noDay = (day: string | undefined): string | undefined => (day === undefined || day === 'invalid' ? t('goodsRegisters.dayNeeded') : undefined);
  return { from: noDay(from), until: noDay(until) ?? (noDay(from) === undefined && from! > until! ? t('goodsRegisters.dayOrder') : undefined) };
}

/** The mandates by which agents act for principals; they are given and revoked here. */
export function Mandates({ data, error }: { readonly data: Parties | undefined; readonly error: unknown }): ReactNode {
  const { t, say, date, today, refusal } = useGoodsWords();
  const notify = useNotify();
  const reason = useReasonAgainst()(mandateRoles);
  const [giving, setGiving] = useState(false);
  const [revoking, setRevoking] = useState<MandateEntry | undefined>(undefined);
  const revoke = useAct<unknown, unknown>('goods.revokeMandate', { topics });
  const nameOf = (partyId: string): string => {
    const party = data?.parties.find((one) => one.partyId === partyId);
    return party === undefined ? t('goodsRegisters.partyMissing') : say(party.name);
  };
  const noRevoking = (one: MandateEntry): string | undefined => reason ?? (standingOn(today, one) === 'revoked' || standingOn(today, one) === 'ended' ? t('goodsRegisters.notInForce') : data?.own !== null && data?.own !== one.principalId ? t('goodsRegisters.notYours') : undefined);
  const agents = data?.parties.filter(isAble) ?? [];
  const columns: readonly Column<MandateEntry>[] = [
    { key: 'principal', title: t('goodsRegisters.principal'), cell: (one) => <strong>{nameOf(one.principalId)}</strong>, sortValue: (one) => nameOf(one.principalId) },
    { key: 'agent', title: t('goodsRegisters.agent'), cell: (one) => nameOf(one.agentId), sortValue: (one) => nameOf(one.agentId) },
    { key: 'from', title: t('goodsRegisters.from'), cell: (one) => <span className="tg-nowrap">{date(one.validFrom)}</span>, sortValue: (one) => one.validFrom },
    { key: 'until', title: t('goodsRegisters.until'), cell: (one) => <span className="tg-nowrap">{date(one.validUntil)}</span>, sortValue: (one) => one.validUntil },
    { key: 'state', title: t('goodsRegisters.state'), cell: (one) => { const standing = standingOn(today, one); return <Status tone={standing === 'valid' ? 'done' : standing === 'future' ? 'neutral' : 'quiet'}>{t(`goodsRegisters.standing.${standing}`)}</Status>; }, sortValue: (one) => standingOn(today, one) },
    { key: 'revoke', title: t('goodsRegisters.revoke'), align: 'end', cell: (one) => <Button kind="bare" icon="cross" disabledReason={noRevoking(one)} onPress={() => setRevoking(one)}>{t('goodsRegisters.revoke')}</Button> },
  ];
  return (
    <Panel flush title={t('goodsRegisters.mandates')} actions={<Button icon="plus" disabledReason={reason ?? (data !== undefined && agents.length === 0 ? t('goodsRegisters.noAgents') : undefined)} onPress={() => setGiving(true)}>{t('goodsRegisters.giveMandate')}</Button>}>
      <div className="gr-wide"><Table label={t('goodsRegisters.mandates')} columns={columns} rows={data?.mandates} rowKey={(one) => one.mandateId} error={error} emptyTitle={t('goodsRegisters.noMandates')} emptyDetail={t('goodsRegisters.mandatesDetail')} maximumHeight={360}
        tone={(one) => (['valid', 'future'].includes(standingOn(today, one)) ? undefined : 'quiet')} /></div>
      {giving && data && <GiveMandate data={data} nameOf={nameOf} onClose={() => setGiving(false)} />}
      {revoking && (
        <AskDialog title={t('goodsRegisters.revokeTitle', { agent: nameOf(revoking.agentId) })} prefix="revoke-" wrong={{}} action={revoke} submit={t('goodsRegisters.revoke')} danger onClose={() => { revoke.reset(); setRevoking(undefined); }}
          onSend={() => void revoke.run({ mandateId: revoking.mandateId }).then((answer) => {
            if (answer === undefined) return;
            notify(answer.ok ? t('goodsRegisters.mandateRevoked', { agent: nameOf(revoking.agentId) }) : refusal(answer.refusal), answer.ok ? undefined : 'wrong');
            setRevoking(undefined);
          })}>{() => <p>{t('goodsRegisters.revokeDetail', { agent: nameOf(revoking.agentId), principal: nameOf(revoking.principalId) })}</p>}</AskDialog>
      )}
    </Panel>
  );
}

function GiveMandate({ data, nameOf, onClose }: { readonly data: Parties; readonly nameOf: (partyId: string) => string; readonly onClose: () => void }): ReactNode {
  const { t, say, today } = useGoodsWords();
  const notify = useNotify();
  const give = useAct<unknown, unknown>('goods.giveMandate', { topics });
  const [principalId, setPrincipalId] = useState(data.own ?? undefined);
  const [agentId, setAgentId] = useState<string | undefined>(undefined);
  const [validFrom, setValidFrom] = useState<string | undefined>(today);
  const [validUntil, setValidUntil] = useState<string | undefined>(undefined);
  const period = periodWrong(t, validFrom, validUntil);
  const needed = (value: string | undefined, field: string): string | undefined => (value === undefined ? t('goodsRegisters.needed', { field }) : undefined);
  const principals = data.parties.filter((party) => (data.own === null ? party.kind !== 'agent' : party.partyId === data.own));
  return (
    <AskDialog title={t('goodsRegisters.giveMandate')} prefix="mandate-" action={give} submit={t('goodsRegisters.giveMandate')} onClose={onClose}
      wrong={{ principalId: needed(principalId, t('goodsRegisters.principal')), agentId: needed(agentId, t('goodsRegisters.agent')), validFrom: period.from, validUntil: period.until }}
      onSend={() => void give.run({ principalId, agentId, validFrom, validUntil }).then((answer) => {
        if (!answer?.ok) return;
        notify(t('goodsRegisters.mandateGiven', { agent: nameOf(agentId ?? ''), principal: nameOf(principalId ?? '') }));
        onClose();
      })}>
      {(shown) => (
        <>
          <Select id="mandate-principalId" label={t('goodsRegisters.principal')} value={principalId} allowEmpty={data.own === null} problem={shown('principalId')} onChange={setPrincipalId} options={principals.map((party) => ({ value: party.partyId, label: say(party.name) }))} />
          <Select id="mandate-agentId" label={t('goodsRegisters.agent')} hint={t('goodsRegisters.agentHint')} autoFocus value={agentId} problem={shown('agentId')} onChange={setAgentId}
            options={data.parties.filter((party) => isAble(party) && party.partyId !== principalId).map((party) => ({ value: party.partyId, label: say(party.name) }))} />
          <Columns minimum={180}>
            <DateField id="mandate-validFrom" label={t('goodsRegisters.from')} value={validFrom} problem={shown('validFrom')} onChange={setValidFrom} />
            <DateField id="mandate-validUntil" label={t('goodsRegisters.until')} value={validUntil} problem={shown('validUntil')} onChange={setValidUntil} />
          </Columns>
        </>
      )}
    </AskDialog>
  );
}
