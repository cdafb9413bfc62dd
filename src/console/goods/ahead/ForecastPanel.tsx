import { useMemo, useState, type ReactNode } from 'react';
import { useView } from '../../client.ts';
import { Badge } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Chart } from '../../design/Chart.tsx';
import { DateField } from '../../design/DateTimeField.tsx';
import { Panel, Row } from '../../design/Layout.tsx';
import { Select } from '../../design/Select.tsx';
import { ErrorState, Skeleton } from '../../design/States.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useGoodsWords } from '../registers.ts';

type Day = { readonly day: string; readonly limitFen: number; readonly peakFen: number; readonly boundFen: number; readonly availableFen: number };
type Forecast = { readonly days: readonly Day[]; readonly warnOn: string | null; readonly missingFen: number; readonly dry: { readonly day: string; readonly missingFen: number; readonly consignments: readonly string[] } | null; readonly peak: { readonly day: string; readonly peakFen: number }; readonly arrivals: readonly { readonly consignmentId: string; readonly number: string; readonly arrivesOn: string; readonly amountFen: number }[]; readonly unpriced: readonly string[] };
type Change = { readonly kind: 'raise'; readonly day: string; readonly amountCny: string } | { readonly kind: 'add'; readonly arrivesOn: string; readonly amountCny: string } | { readonly kind: 'drop'; readonly consignmentId: string } | { readonly kind: 'shift'; readonly consignmentId: string; readonly days: number };

/** Foresees day by day what the guarantees must bear, says when they run dry, and lets changes be tried before they are decided. */
export function ForecastPanel(): ReactNode {
  const { t, date, yuan } = useGoodsWords();
  const [changes, setChanges] = useState<readonly Change[]>([]);
  const view = useView<Forecast>('goods.forecast', changes.length === 0 ? {} : { changes }, { topics: ['goods', 'guarantees'] });
  const forecast = view.data?.data;
  const data = useMemo(() => forecast?.days.flatMap((day) => [{ x: day.day, value: day.peakFen / 1e8, series: t('goodsDeadlines.needed') }, { x: day.day, value: day.limitFen / 1e8, series: t('goodsDeadlines.limit') }]), [forecast, t]);
  const numberOf = (id: string): string => forecast?.arrivals.find((one) => one.consignmentId === id)?.number ?? '';
  const said = (change: Change): string => (change.kind === 'raise' ? t('goodsDeadlines.tried.raise', { amount: change.amountCny, day: date(change.day) }) : change.kind === 'add' ? t('goodsDeadlines.tried.add', { amount: change.amountCny, day: date(change.arrivesOn) }) : change.kind === 'drop' ? t('goodsDeadlines.tried.drop', { number: numberOf(change.consignmentId) }) : t('goodsDeadlines.tried.shift', { number: numberOf(change.consignmentId), days: change.days }));
  if (view.error && forecast === undefined) return <Panel title={t('goodsDeadlines.forecast')}><ErrorState error={view.error} onRetry={() => void view.refetch()} /></Panel>;
  if (forecast === undefined) return <Panel title={t('goodsDeadlines.forecast')}><Skeleton lines={6} /></Panel>;
  return (
    <Panel title={t('goodsDeadlines.forecast')} actions={<span className="tg-muted gd-gate-state">{t('goodsDeadlines.forecastDetail')}</span>}>
      <div className="tg-stack">
        <p>{forecast.dry === null ? <Badge tone="done">{t('goodsDeadlines.enough')}</Badge> : <strong className="gd-wrong">{t('goodsDeadlines.dry', { day: date(forecast.dry.day), amount: yuan(forecast.dry.missingFen), numbers: forecast.dry.consignments.slice(0, 6).join(', ') || '–' })}</strong>}
          {forecast.warnOn !== null && <span> {t('goodsDeadlines.warn', { day: date(forecast.warnOn) })}</span>}
          <span className="tg-muted"> {t('goodsDeadlines.peak')}: {t('goodsDeadlines.peakOn', { amount: yuan(forecast.peak.peakFen), day: date(forecast.peak.day) })}</span></p>
        {forecast.unpriced.length > 0 && <p className="gd-late">{t('goodsDeadlines.unpriced', { numbers: forecast.unpriced.slice(0, 8).join(', ') })}</p>}
        <Chart title={t('goodsDeadlines.forecast')} data={data} kind="line" xTitle={t('goodsDeadlines.day')} valueTitle={t('goodsDeadlines.million')} height={220} />
        <Tried arrivals={forecast.arrivals} onTry={(change) => setChanges((before) => [...before, change])} />
        {changes.length > 0 && <Row>{changes.map((change, place) => <Badge key={said(change) + String(place)} tone="current">{said(change)}</Badge>)}<Button onPress={() => setChanges([])}>{t('goodsDeadlines.clear')}</Button></Row>}
      </div>
    </Panel>
  );
}

function Tried({ arrivals, onTry }: { readonly arrivals: Forecast['arrivals']; readonly onTry: (change: Change) => void }): ReactNode {
  const { t, date, today } = useGoodsWords();
  const [kind, setKind] = useState<Change['kind']>('raise');
  const [day, setDay] = useState<string | undefined>(today);
  const [amount, setAmount] = useState('');
  const [which, setWhich] = useState<string | undefined>(undefined);
  const [days, setDays] = useState('7');
  const isMoney = kind === 'raise' || kind === 'add';
  const id = which ?? arrivals[0]?.consignmentId;
  const wrong = isMoney ? !/^\d{1,13}(\.\d{1,2})?$/.test(amount.trim()) || day === undefined || day === 'invalid' : id === undefined || (kind === 'shift' && !/^-?\d{1,3}$/.test(days));
  const send = (): void => {
    if (wrong) return;
    onTry(kind === 'raise' ? { kind, day: day!, amountCny: amount.trim() } : kind === 'add' ? { kind, arrivesOn: day!, amountCny: amount.trim() } : kind === 'drop' ? { kind, consignmentId: id! } : { kind, consignmentId: id!, days: Number(days) });
  };
  return (
    <div className="gr-fields" role="group" aria-label={t('goodsDeadlines.whatIf')}>
      <Select label={t('goodsDeadlines.whatIf')} allowEmpty={false} value={kind} onChange={(value) => setKind((value ?? 'raise') as Change['kind'])} options={(['raise', 'add', ...(arrivals.length > 0 ? ['drop', 'shift'] as const : [])] as const).map((one) => ({ value: one, label: t(`goodsDeadlines.change.${one}`) }))} />
      {isMoney ? <>
        <TextField label={t('goodsDeadlines.amount')} inputMode="decimal" code value={amount} hint={t('goodsDeadlines.wrongAmount')} onChange={setAmount} />
        <DateField label={t('goodsDeadlines.on')} value={day} onChange={setDay} />
      </> : <>
        <Select label={t('goodsDeadlines.which')} allowEmpty={false} value={id} onChange={setWhich} options={arrivals.map((one) => ({ value: one.consignmentId, label: `${one.number} · ${date(one.arrivesOn)}` }))} />
        {kind === 'shift' && <TextField label={t('goodsDeadlines.daysLater')} inputMode="numeric" code value={days} onChange={setDays} />}
      </>}
      <Button disabledReason={wrong ? t('goodsDeadlines.wrongAmount') : undefined} onPress={send}>{t('goodsDeadlines.addChange')}</Button>
    </div>
  );
}
