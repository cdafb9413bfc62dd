import type { ReactNode } from 'react';
import { saySource } from '../../../words/sources.ts';
import { Badge } from '../../design/Badge.tsx';
import { Panel } from '../../design/Layout.tsx';
import { EmptyState } from '../../design/States.tsx';
import { Table } from '../../design/Table.tsx';
import { useWords } from '../../words.tsx';
import { unitName } from '../marks.tsx';
import { useMoney } from '../money.ts';
import { useDesk } from './desk.ts';
import { remainingOf } from './quantities.ts';

/** Shows the tax of every line with its computation and sources, what secures it, and how lines have left. */
export function MoneyTab(): ReactNode {
  const words = useWords();
  const { t, find, say, date, dateTime, language } = words;
  const { whole: { lines, assessments, dispositions } } = useDesk();
  const money = useMoney();
  const assessment = assessments.at(-1);
  const descriptions = new Map(lines.map((line) => [line.lineId, line.description]));
  const sum = (of: 'valueFen' | 'reservedFen' | 'committedFen' | 'dischargedFen'): string => money.fen(lines.reduce((total, line) => total + BigInt(line[of]), 0n));
  const secured = lines.some((line) => line.reservedFen + line.committedFen + line.dischargedFen > 0);
  return (
    <div className="tg-stack">
      {assessment === undefined ? <Panel><EmptyState icon="declaration" title={t('goods.noAssessment')} detail={t('goods.noAssessmentDetail')} /></Panel> : (
        <Panel flush title={<>{t('goods.assessment', { ordinal: assessment.ordinal })} <span className="tg-muted">{t('goods.assessedOn', { day: date(assessment.content.day) })} · {t('goods.cny')}</span></>} actions={assessment.content.paymentReference !== undefined && <Badge tone="done">{t('goods.paidBy', { reference: assessment.content.paymentReference })}</Badge>}>
          <Table label={t('goods.assessment', { ordinal: assessment.ordinal })} rows={assessment.content.lines} rowKey={(line) => line.lineId} columns={[
            { key: 'position', title: t('goods.position'), align: 'end', width: '48px', cell: (line) => line.position },
            { key: 'goods', title: t('goods.goodsColumn'), cell: (line) => say(descriptions.get(line.lineId) ?? '–') },
            { key: 'customsValue', title: t('goods.customsValue'), align: 'end', cell: (line) => money.yuan(line.customsValue) },
            { key: 'charges', title: t('goods.charges'), cell: (line) => (
              <ul className="gd-charges">
                {line.charges.map((charge) => (
                  <li key={charge.kind}>
                    <span>{find(`goods.charge.${charge.kind}`) ?? charge.kind}</span> <span className="tg-code">{charge.computation}</span>
                    {Number(charge.relieved) !== 0 && <span className="gd-late"> {t('goods.relieved', { amount: money.yuan(charge.relieved) })}</span>}
                    {charge.sources.length > 0 && <span className="gd-sources">{charge.sources.map((source) => saySource(language, source)).join(' · ')}</span>}
                  </li>
                ))}
              </ul>
            ) },
            { key: 'total', title: t('goods.total'), align: 'end', cell: (line) => <strong>{money.yuan(line.total)}</strong> },
          ]} foot={<tr><td colSpan={4}>{t('goods.totalSum')}{Object.entries(assessment.content.totals).filter(([, amount]) => Number(amount) !== 0).map(([kind, amount]) => <span key={kind} className="gd-total">{find(`goods.charge.${kind}`) ?? kind} {money.yuan(amount)}</span>)}</td><td className="tg-align-end">{money.fen(assessment.totalFen)}</td></tr>} />
        </Panel>
      )}
      {lines.length > 0 && (
        <Panel flush title={<>{t('goods.coverTab')} <span className="tg-muted">{t('goods.cny')}</span></>} actions={!secured && <span className="tg-muted gd-gate-state">{t('goods.noCoverDetail')}</span>}>
          <Table label={t('goods.coverTab')} rows={lines} rowKey={(line) => line.lineId} columns={[
            { key: 'position', title: t('goods.position'), align: 'end', width: '48px', cell: (line) => line.position },
            { key: 'goods', title: t('goods.goodsColumn'), cell: (line) => say(line.description) },
            { key: 'left', title: t('goods.remaining'), align: 'end', cell: (line) => <span className="tg-nowrap">{remainingOf(line)} / {remainingOf({ quantity: line.quantity, closed: '0' })} <span className="tg-muted">{unitName(words, line.unit)}</span></span> },
            { key: 'value', title: t('goods.value'), align: 'end', cell: (line) => money.fen(line.valueFen) },
            { key: 'reference', title: t('goods.guarantee'), cell: (line) => line.reference ?? <span className="tg-muted">–</span> },
            { key: 'reserved', title: t('goods.reservedColumn'), align: 'end', cell: (line) => money.fen(line.reservedFen) },
            { key: 'committed', title: t('goods.committedColumn'), align: 'end', cell: (line) => money.fen(line.committedFen) },
            { key: 'discharged', title: t('goods.dischargedColumn'), align: 'end', cell: (line) => money.fen(line.dischargedFen) },
          ]} foot={<tr><td colSpan={3}>{t('goods.totalSum')}</td><td className="tg-align-end">{sum('valueFen')}</td><td /><td className="tg-align-end">{sum('reservedFen')}</td><td className="tg-align-end">{sum('committedFen')}</td><td className="tg-align-end">{sum('dischargedFen')}</td></tr>} />
        </Panel>
      )}
      {dispositions.length > 0 && (
        <Panel flush title={t('goods.dispositions')}>
          <Table label={t('goods.dispositions')} rows={dispositions} rowKey={(one) => one.dispositionId} columns={[
            { key: 'at', title: t('goods.recordedAt'), cell: (one) => dateTime(one.disposedAt) },
            { key: 'position', title: t('goods.position'), align: 'end', cell: (one) => one.position },
            { key: 'kind', title: t('goods.manner'), cell: (one) => t(`goods.disposition.${one.kind}`) },
            { key: 'quantity', title: t('goods.quantity'), align: 'end', cell: (one) => remainingOf({ quantity: one.quantity, closed: '0' }) },
            { key: 'evidence', title: t('goods.evidence'), cell: (one) => one.evidence },
            { key: 'by', title: t('goods.officer'), cell: (one) => (one.by === null ? '–' : say(one.by)) },
          ]} />
        </Panel>
      )}
    </div>
  );
}
