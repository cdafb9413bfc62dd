import { useState, type ReactNode } from 'react';
import { goodsOfficers } from '../../modules/goods/shapes.ts';
import { useAddress } from '../address.ts';
import { useAct, useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Facts, Panel, Row } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useSession } from '../session.ts';
import { useReasonAgainst } from '../staff/staff.ts';
import { AskDialog } from './AskForm.tsx';
import { Mandates } from './Mandates.tsx';
import { PartyForm } from './PartyForm.tsx';
import { customsRoles, useGoodsWords, type Parties, type Party } from './registers.ts';
import './registers.css';

const topics = ['parties'];

/** The register of who brings goods in and who acts for them. A trader whose account stands for nobody files their company here first. */
export function PartiesPage(): ReactNode {
  const { t } = useGoodsWords();
  const reasonAgainst = useReasonAgainst();
  const mine: readonly string[] = useSession()?.officer.roles ?? [];
  const isOfficer = goodsOfficers.some((role) => mine.includes(role));
  const view = useView<Parties>('goods.parties', {}, { topics });
  const data = view.data?.data;
  const [filing, setFiling] = useState(false);
  const own = data?.parties.find((party) => party.partyId === data.own);
  if (!isOfficer && data !== undefined && data.own === null) return <FirstFiling />;
  const noFiling = isOfficer ? reasonAgainst(['committee', 'customsOfficer']) : own === undefined ? undefined : t('goodsRegisters.alreadyFiled', { party: own.name.en });
  return (
    <div className="tg-page">
      <PageHeader title={t('goodsRegisters.parties')} detail={t('goodsRegisters.partiesDetail')} actions={<Button kind="primary" icon="plus" disabledReason={noFiling} onPress={() => setFiling(true)}>{t('goodsRegisters.fileParty')}</Button>} />
      {own && <OwnParty party={own} />}
      <Register data={data} error={view.error} onRetry={() => void view.refetch()} />
      <Mandates data={data} error={view.error} />
      {filing && <PartyForm onClose={() => setFiling(false)} />}
    </div>
  );
}

function FirstFiling(): ReactNode {
  const { t } = useGoodsWords();
  return (
    <div className="tg-page">
      <PageHeader title={t('goodsRegisters.fileCompany')} detail={t('goodsRegisters.fileCompanyDetail')} />
      <div className="gr-first">
        <Panel title={t('goodsRegisters.ownParty')}><PartyForm /></Panel>
        <ol className="gr-steps">
          {(['fileCompanyStep1', 'fileCompanyStep2', 'fileCompanyStep3'] as const).map((step) => <li key={step}>{t(`goodsRegisters.${step}`)}</li>)}
        </ol>
      </div>
    </div>
  );
}

function Standing({ party }: { readonly party: Party }): ReactNode {
  const { t } = useGoodsWords();
  if (party.registered === null) return <Status tone="current">{t('goodsRegisters.waiting')}</Status>;
  return <Status tone={party.registered ? 'done' : 'wrong'}>{t(party.registered ? 'goodsRegisters.registered' : 'goodsRegisters.struckOff')}</Status>;
}

function OwnParty({ party }: { readonly party: Party }): ReactNode {
  const { t, say, dateTime } = useGoodsWords();
  return (
    <Panel title={`${t('goodsRegisters.ownParty')}: ${say(party.name)}`} actions={<Standing party={party} />}>
      <Facts facts={[
        [t('goodsRegisters.kind'), t(`goodsRegisters.party.${party.kind}`)], [t('goodsRegisters.registration'), <code key="code">{party.registration}</code>], [t('goodsRegisters.contact'), party.contact], [t('goodsRegisters.filed'), dateTime(party.filedAt)],
        ...(party.reason === null || party.reason === '' ? [] : [[t('goodsRegisters.reason'), party.reason] as const]),
      ]} />
    </Panel>
  );
}

function Register({ data, error, onRetry }: { readonly data: Parties | undefined; readonly error: unknown; readonly onRetry: () => void }): ReactNode {
  const { t, say, dateTime } = useGoodsWords();
  const [query, change] = useAddress();
  const reason = useReasonAgainst()(customsRoles);
  const [deciding, setDeciding] = useState<Party | undefined>(undefined);
  const search = query.get('search') ?? '';
  const onlyWaiting = query.get('waiting') === '1';
  const waiting = data?.parties.filter((party) => party.registered === null).length ?? 0;
  const fits = (party: Party): boolean => `${party.name.en} ${party.name.zh} ${party.registration ?? ''} ${party.contact ?? ''}`.toLowerCase().includes(search.trim().toLowerCase());
  const rows = data?.parties.filter((party) => fits(party) && (!onlyWaiting || party.registered === null));
  const columns: readonly Column<Party>[] = [
    { key: 'name', title: t('goodsRegisters.name'), cell: (party) => <span className="gr-two"><strong>{say(party.name)}</strong><span className="tg-muted">{party.name.en === say(party.name) ? party.name.zh : party.name.en}</span></span>, sortValue: (party) => say(party.name) },
    { key: 'kind', title: t('goodsRegisters.kind'), cell: (party) => t(`goodsRegisters.party.${party.kind}`), sortValue: (party) => party.kind },
    { key: 'registration', title: t('goodsRegisters.registration'), cell: (party) => (party.registration === null ? <span className="tg-muted">–</span> : <code>{party.registration}</code>), sortValue: (party) => party.registration },
    { key: 'contact', title: t('goodsRegisters.contact'), cell: (party) => party.contact ?? <span className="tg-muted">–</span> },
    { key: 'filed', title: t('goodsRegisters.filed'), cell: (party) => <span className="tg-nowrap">{dateTime(party.filedAt)}</span>, sortValue: (party) => party.filedAt },
    { key: 'state', title: t('goodsRegisters.state'), cell: (party) => <span className="gr-two"><Standing party={party} />{party.reason !== null && party.reason !== '' && <span className="tg-muted">{party.reason}</span>}</span>, sortValue: (party) => (party.registered === null ? 0 : party.registered ? 2 : 1) },
    { key: 'decide', title: t('goodsRegisters.decision'), align: 'end', cell: (party) => <Button kind="bare" icon={party.registered === true ? 'cross' : 'check'} disabledReason={reason} onPress={() => setDeciding(party)}>{t(party.registered === true ? 'goodsRegisters.strikeOff' : 'goodsRegisters.registerShort')}</Button> },
  ];
  return (
    <Panel flush title={data === undefined ? t('goodsRegisters.parties') : t('goodsRegisters.countParties', { count: data.parties.length })} actions={
      <Row end>
        <div className="gr-search"><TextField label={t('goodsRegisters.search')} hideLabel placeholder={t('goodsRegisters.search')} type="search" value={search} onChange={(text) => change({ search: text })} /></div>
        <Button pressed={onlyWaiting} onPress={() => change({ waiting: onlyWaiting ? undefined : '1' })}>{t('goodsRegisters.countWaiting', { count: waiting })}</Button>
      </Row>
    }>
      <div className="gr-wide"><Table label={t('goodsRegisters.parties')} columns={columns} rows={rows} rowKey={(party) => party.partyId} error={error} onRetry={onRetry} emptyTitle={t('goodsRegisters.noParties')} emptyDetail={t('goodsRegisters.noPartiesDetail')} maximumHeight={560}
        tone={(party) => (party.registered === false ? 'quiet' : undefined)} /></div>
      {deciding && <Decide party={deciding} onClose={() => setDeciding(undefined)} />}
    </Panel>
  );
}

function Decide({ party, onClose }: { readonly party: Party; readonly onClose: () => void }): ReactNode {
  const { t, say } = useGoodsWords();
  const notify = useNotify();
  const decide = useAct<unknown, unknown>('goods.decideParty', { topics });
  const [choice, setChoice] = useState(party.registered === true ? 'off' : 'on');
  const [reason, setReason] = useState('');
  const name = say(party.name);
  return (
    <AskDialog title={t('goodsRegisters.decideTitle', { name })} prefix="decide-" action={decide} submit={t(choice === 'on' ? 'goodsRegisters.register' : 'goodsRegisters.strikeOff')} danger={choice === 'off'} onClose={onClose}
      wrong={{ reason: choice === 'off' && reason.trim().length < 3 ? t('goodsRegisters.reasonNeeded') : undefined }}
      onSend={() => void decide.run({ partyId: party.partyId, registered: choice === 'on', reason: reason.trim() }).then((answer) => {
        if (!answer?.ok) return;
        notify(t(choice === 'on' ? 'goodsRegisters.decided' : 'goodsRegisters.decidedOff', { name }));
        onClose();
      })}>
      {(shown) => (
        <>
          <Facts facts={[[t('goodsRegisters.kind'), t(`goodsRegisters.party.${party.kind}`)], [t('goodsRegisters.registration'), <code key="code">{party.registration}</code>], [t('goodsRegisters.contact'), party.contact]]} />
          <RadioGroup label={t('goodsRegisters.decision')} value={choice} autoFocus onChange={setChoice} options={[{ value: 'on', label: t('goodsRegisters.register') }, { value: 'off', label: t('goodsRegisters.strikeOff') }]} />
          <TextField id="decide-reason" label={t('goodsRegisters.decisionReason')} hint={t('goodsRegisters.decisionReasonHint')} lines={3} maxLength={500} required={choice === 'off'} value={reason} problem={shown('reason')} onChange={setReason} />
        </>
      )}
    </AskDialog>
  );
}
