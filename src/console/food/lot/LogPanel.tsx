import { useState, type ReactNode } from 'react';
import { Badge, Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Facts, Panel } from '../../design/Layout.tsx';
import { EmptyState } from '../../design/States.tsx';
import { useWords } from '../../words.tsx';
import { useRangeText } from '../marks.tsx';
import type { Finding, Range } from '../shapes.ts';
import { useLot, useReason } from './desk.ts';
import { LogPlot } from './LogPlot.tsx';

/** Says what a log shows, line by line. */
export function LogFacts({ finding, range }: { readonly finding: Finding; readonly range: Range }): ReactNode {
  const { t, number, dateTime } = useWords();
  const rangeText = useRangeText();
  return (
    <Facts facts={[
      [t('food.logRange'), <>{rangeText(range)} <span className="tg-muted">· {range.source}{!range.verified && ` (${t('food.unverified')})`}</span></>],
      [t('food.logSpan'), `${dateTime(finding.from)} – ${dateTime(finding.to)} · ${t('food.hours', { count: number(finding.hours, 1) })} · ${t('food.logReadings')} ${number(finding.readings)}`],
      [t('food.logExtremes'), `${number(finding.lowest, 1)} … ${number(finding.highest, 1)} °C`],
      [t('food.logExcursion'), <span className={finding.excursionMinutes > 0 ? 'gd-wrong' : undefined}>{t('food.minutes', { count: number(finding.excursionMinutes) })}</span>],
      [t('food.logGap'), t('food.minutes', { count: number(finding.gapMinutes) })],
    ]} />
  );
}

/** Shows the temperature logs of the lot against the range: the newest, or another of them. */
export function LogPanel(): ReactNode {
  const { t, say, dateTime } = useWords();
  const { whole: { logs, range, case: found }, open } = useLot();
  const reasonFor = useReason();
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const log = logs.find((one) => one.ordinal === chosen) ?? logs.at(-1);
  const attach = <Button icon="upload" disabledReason={found.steps.some((step) => step.step === 'LOT-COLD') ? reasonFor('LOT-COLD') : undefined} onPress={() => open('LOT-COLD')}>{t('food.doAttach')}</Button>;
  const title = t('food.cold');
  if (log === undefined || range === null) return <Panel title={title}><EmptyState icon="temperature" title={t('food.logNone')} action={attach} /></Panel>;
  const record = found.records.find((one) => one.step === 'LOT-COLD' && one.evidence['logOrdinal'] === log.ordinal);
  return (
    <Panel title={title} actions={attach}>
      <div className="fd-log-head">
        {logs.length > 1 && <div className="gd-chips" role="group" aria-label={title}>{logs.map((one) => <button key={one.ordinal} type="button" className="gd-chip" aria-pressed={one.ordinal === log.ordinal} onClick={() => setChosen(one.ordinal)}>{one.ordinal}. {one.fileName}</button>)}</div>}
        <span className="fd-log-said">{record !== undefined && <Status tone={record.outcome === 'passed' ? 'done' : 'wrong'}>{t(record.outcome === 'passed' ? 'food.logPassed' : 'food.logFailed')}</Status>}{logs.length === 1 && <Badge>{log.fileName}</Badge>}<span className="tg-muted">{log.by !== null && `${say(log.by)} · `}{dateTime(log.attachedAt)}</span></span>
      </div>
      <LogPlot points={log.points} range={range} finding={log.finding} />
      <LogFacts finding={log.finding} range={range} />
    </Panel>
  );
}
