import { useMemo, type ReactNode } from 'react';
import { getKind } from '../../../modules/devices/catalogue.ts';
import type { CheckStanding } from '../../../modules/devices/rules/counting.ts';
import { Status } from '../../design/Badge.tsx';
import { Panel } from '../../design/Layout.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { useWords } from '../../words.tsx';
import { checkName, everyText } from '../saying.ts';
import type { CheckDone, WholeDevice } from '../shapes.ts';
import { standingTone } from '../wall.ts';

/** Shows how each check of a device stands with the rule behind it, and every check that was done. */
export function ChecksTab({ whole }: { readonly whole: WholeDevice }): ReactNode {
  const words = useWords();
  const { t, say, dateTime } = words;
  const kind = getKind(whole.device.kind);
  const now = useMemo<readonly Column<CheckStanding>[]>(() => [
    { key: 'check', title: t('devices.check'), cell: (one) => <strong>{checkName(words, one.check)}</strong> },
    { key: 'state', title: t('devices.dueState'), cell: (one) => <Status tone={standingTone(one.state)}>{t(`devices.standing.${one.state}`)}</Status> },
    { key: 'until', title: t('devices.dueUntil'), cell: (one) => <span className="tg-nowrap">{one.until === null ? '–' : dateTime(one.until)}</span> },
    { key: 'rule', title: t('devices.rule'), cell: (one) => { const rule = kind.checks.find((check) => check.check === one.check); return rule && <span className="dv-two"><span>{everyText(words, rule.everyHours)}</span><span className="tg-muted" lang="en">{rule.source}</span></span>; } },
  ], [words, kind]);
  const done = useMemo<readonly Column<CheckDone>[]>(() => [
    { key: 'when', title: t('devices.performedAt'), sortValue: (one) => one.performedAt, cell: (one) => <span className="tg-nowrap">{dateTime(one.performedAt)}</span> },
    { key: 'check', title: t('devices.check'), sortValue: (one) => checkName(words, one.check), cell: (one) => <strong>{checkName(words, one.check)}</strong> },
    { key: 'outcome', title: t('devices.outcome'), cell: (one) => <span className="dv-two"><Status tone={one.passed ? 'done' : 'wrong'}>{t(one.passed ? 'devices.checkPassed' : 'devices.checkFailed')}</Status>{one.badSince !== null && <span className="dv-late">{t('devices.badSince')} {dateTime(one.badSince)}</span>}</span> },
    { key: 'until', title: t('devices.validUntil'), cell: (one) => <span className="tg-nowrap">{one.validUntil === null ? '–' : dateTime(one.validUntil)}</span> },
    { key: 'certificate', title: t('devices.certificate'), cell: (one) => <span className="tg-code">{one.certificate ?? '–'}</span> },
    { key: 'measured', title: t('devices.measured'), cell: (one) => <span className="dv-reading">{Object.entries(one.measured).map(([name, value]) => `${name} ${String(value)}`).concat(one.note === '' ? [] : [one.note]).join(' · ') || '–'}</span> },
    { key: 'by', title: t('devices.by'), cell: (one) => (one.by === null ? '–' : say(one.by)) },
  ], [words]);
  return (
    <div className="tg-stack">
      <Panel flush title={t('devices.checksNow')}><Table label={t('devices.checksNow')} columns={now} rows={whole.standing} rowKey={(one) => one.check} emptyTitle={t('devices.noChecks')} tone={(one) => (one.state === 'valid' ? undefined : one.state === 'due' ? 'late' : 'wrong')} /></Panel>
      <Panel flush title={t('devices.checksDone')}><Table label={t('devices.checksDone')} columns={done} rows={whole.checks} rowKey={(one) => one.checkId} emptyTitle={t('devices.noChecksYet')} /></Panel>
    </div>
  );
}
