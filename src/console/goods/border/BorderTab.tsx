import type { ReactNode } from 'react';
import { borderDecisions } from '../../../modules/goods/catalogue/border-decisions.ts';
import { canExtendSeizure } from '../../../modules/goods/rules/border.ts';
import { useAct } from '../../client.ts';
import { Status, type Tone } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Facts, Panel } from '../../design/Layout.tsx';
import { EmptyState } from '../../design/States.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useSession } from '../../session.ts';
import { saySource } from '../../../words/sources.ts';
import { useWords } from '../../words.tsx';
import { useIsTrader } from '../marks.tsx';
import { useGoodsWords } from '../registers.ts';
import { useMoney } from '../money.ts';
import { nameOf, useDesk } from '../desk/desk.ts';
import { clockText, goodsText, type BorderDecision } from './border.ts';

const tones: Readonly<Record<BorderDecision['state'], Tone>> = { proposed: 'current', inForce: 'wrong', done: 'done', lifted: 'done', superseded: 'quiet', withdrawn: 'quiet' };

/** Lists the decisions at the border on the consignment, the same for officers and for the trader: what, why, by which law, by when, and what each can do. */
export function BorderTab(): ReactNode {
  const { t } = useWords();
  const { whole: { consignment, decisions }, open } = useDesk();
  const mine = useSession()?.officer.roles ?? [];
  const may = Object.values(borderDecisions).some((one) => one.roles.some((role) => mine.includes(role))) && consignment.closedAt === null && consignment.state !== 'cancelled';
  const decide = may && <Button icon="hold" disabledReason={consignment.linesGoing === 0 ? t('goods.nothingLeft') : undefined} onPress={() => open('decide')}>{t('goodsBorder.decide')}</Button>;
  if (decisions.length === 0) return <Panel><EmptyState icon="check" title={t('goodsBorder.none')} detail={t('goodsBorder.noneDetail')} action={decide} /></Panel>;
  return (
    <Panel flush title={t('goodsBorder.openCount', { count: decisions.filter((one) => one.endedAt === null).length })} actions={decide}>
      <ul className="gd-decisions">{decisions.map((decision) => <li key={decision.decisionId}><Decision decision={decision} /></li>)}</ul>
    </Panel>
  );
}

function Decision({ decision }: { readonly decision: BorderDecision }): ReactNode {
  const words = useGoodsWords();
  const { t, find, say, date, dateTime, language } = words;
  const { topics, show } = useDesk();
  const isTrader = useIsTrader();
  const money = useMoney();
  const notify = useNotify();
  const session = useSession();
  const mine = session?.officer.roles ?? [];
  const definition = borderDecisions[decision.kind];
  const may = definition.roles.some((role) => mine.includes(role));
  const sign = useAct('goods.signDecision', { topics });
  const isOpen = decision.endedAt === null;
  const extending = canExtendSeizure({ dueOn: decision.dueOn, extendedFrom: decision.extended?.from ?? null }, words.today);
  const serials = decision.lines.flatMap((line) => line.serials);
  const proof = Object.entries(decision.proof).map(([field, value]) => `${find(`goodsBorder.ending.${field}`) ?? field}: ${field === 'by' ? find(`goodsBorder.kind.${value}`) ?? value : value}`).join('; ');
  return (
    <article className="gd-decision" aria-label={t(`goodsBorder.kind.${decision.kind}`)}>
      <header className="gd-decision-head">
        <strong>{t(`goodsBorder.kind.${decision.kind}`)}</strong><Status tone={tones[decision.state]}>{t(`goodsBorder.state.${decision.state}`)}</Status>
        {isOpen && decision.enforcedAt !== null && <span className={decision.overdue ? 'gd-late' : 'tg-muted'}>{t('goodsBorder.dueBy', { day: date(decision.dueOn) })} · {clockText(words, decision)}</span>}
      </header>
      <p>{decision.reason}</p>
      {decision.clockSince !== null && isOpen && <p className="gd-late">{t('goodsBorder.clockStopped', { day: date(decision.clockSince), count: decision.clockDaysLeft ?? 0 })}</p>}
      <Facts facts={[
        [t('goodsBorder.goods'), <>{goodsText(words, decision)}{serials.length > 0 && <span className="tg-muted"> · {t('goodsBorder.serialList', { serials: serials.slice(0, 12).join(', ') })}</span>}</>],
        ...(decision.step === null ? [] : [[t('goodsBorder.step'), nameOf(words, decision.step)] as const]),
        ...(decision.extended === null ? [] : [[t('goodsBorder.extended'), t('goodsBorder.extendedFrom', { from: date(decision.extended.from), to: date(decision.dueOn), approval: decision.extended.approval, reason: decision.extended.reason })] as const]),
        [t('goodsBorder.source'), <>{saySource(language, decision.source.text)} <span className="tg-muted">({t(decision.source.verified ? 'goodsBorder.verified' : 'goodsBorder.unverified')})</span></>],
        [t('goodsBorder.place'), <>{decision.place}{decision.seals.length > 0 && <span className="tg-muted"> · {t('goodsBorder.sealsAre', { seals: decision.seals.join(', ') })}</span>}</>],
        [t(isTrader ? 'goodsBorder.traderMay' : 'goodsBorder.traderMayOfficer'), say(decision.traderMay)],
        ...(proof === '' ? [] : [[t('goodsBorder.proofWas'), proof] as const]),
      ]} />
      <p className="tg-muted">{t('goodsBorder.decidedBy', { who: say(decision.by) })} · {dateTime(decision.proposedAt)}{decision.signedBy !== null && ` · ${t('goodsBorder.signedBy', { who: say(decision.signedBy), way: t(`goodsBorder.way.${decision.signedWay ?? 'session'}`) })}`}{decision.endedAt !== null && decision.endedBy !== null && ` · ${t(`goodsBorder.state.${decision.state}`)} ${dateTime(decision.endedAt)}, ${say(decision.endedBy)}`}{decision.freedFen > 0 && ` · ${t('goodsBorder.freed', { amount: money.fen(decision.freedFen) })}`}</p>
      {sign.refusal && <p className="tg-problem" role="alert">{words.refusal(sign.refusal)}</p>}
      {isOpen && !isTrader && (
        <div className="tg-row">
          {decision.state === 'proposed' && may && decision.byId !== session?.officer.id && decision.signedBy === null && <Button kind="primary" icon="check" pending={sign.pending} onPress={() => void sign.run({ decisionId: decision.decisionId, contentHash: decision.contentHash }).then((answer) => { if (answer?.ok) { notify(t('goodsBorder.signedNow')); show({ do: `sign:${decision.decisionId}` }); } })}>{t('goodsBorder.sign')}</Button>}
          {decision.state === 'proposed' && may && (decision.byId === session?.officer.id || decision.signedBy !== null) && <Button kind="primary" onPress={() => show({ do: `sign:${decision.decisionId}` })}>{decision.signedBy === null ? t('goodsBorder.nextSign') : t('goodsBorder.enforce')}</Button>}
          {decision.state === 'inForce' && decision.kind !== 'seizure' && may && <Button kind="primary" icon="check" onPress={() => show({ do: `prove:${decision.decisionId}` })}>{t('goodsBorder.prove')}</Button>}
          {decision.state === 'inForce' && decision.kind === 'seizure' && mine.includes('dutyOfficer') && <Button icon="check" onPress={() => show({ do: `end:${decision.decisionId}` })}>{t('goodsBorder.lift')}</Button>}
          {decision.state === 'inForce' && decision.kind === 'seizure' && mine.includes('dutyOfficer') && <Button icon="clock" disabledReason={extending.ok ? undefined : words.refusal(extending.refusal)} onPress={() => show({ do: `longer:${decision.decisionId}` })}>{t('goodsBorder.extend')}</Button>}
          {decision.state === 'inForce' && decision.kind !== 'treatment' && may && <Button icon="hold" onPress={() => show({ do: `follow:${decision.decisionId}` })}>{t('goodsBorder.follow')}</Button>}
          {decision.state === 'proposed' && may && <Button onPress={() => show({ do: `end:${decision.decisionId}` })}>{t('goodsBorder.withdraw')}</Button>}
        </div>
      )}
    </article>
  );
}
