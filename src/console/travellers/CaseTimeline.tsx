import type { ReactNode } from 'react';
import { findStep } from '../../modules/prescribed/catalogue.ts';
import { Badge } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { evidenceOption, evidenceTitle } from '../design/EvidenceForm.tsx';
import { Timeline } from '../design/Timeline.tsx';
import { useWords, type Words } from '../words.tsx';
import { stepName } from './saying.ts';
import type { CaseRecord } from './shapes.ts';

/** Writes one value of evidence. */
export function evidenceText(words: Words, name: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? words.t('station.valueYes') : words.t('station.valueNo');
  if (typeof value === 'number') return words.number(value);
  if (Array.isArray(value)) return value.map((one) => evidenceText(words, name, one)).join(words.language === 'zh' ? '、' : ', ');
  if (typeof value !== 'string') return '–';
  if (/^\d{4}-\d\d-\d\dT/u.test(value)) return words.dateTime(value);
  return words.find(`evidenceOptions.${name}.${value}`) ?? words.find(`evidenceOptions.${value}`) ?? (value === '' ? '–' : evidenceOptionOrText(words, name, value));
}

function evidenceOptionOrText(words: Words, name: string, value: string): string {
  return /^[a-z][A-Za-z0-9]+$/u.test(value) && words.find(`evidenceOptions.${value}`) !== undefined ? evidenceOption(words, name, value) : value;
}

/** Shows every record of a case with its evidence, the latest first; corrected ones are struck through, never hidden. */
export function CaseTimeline({ records, roles, ended, onCorrect }: { readonly records: readonly CaseRecord[]; readonly roles: readonly string[]; readonly ended: boolean; readonly onCorrect: (record: CaseRecord) => void }): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const outcomes: Record<string, string> = { passed: t('station.outcomePassed'), failed: t('station.outcomeFailed'), not_applicable: t('station.outcomeNotApplicable'), diverted: t('station.outcomeDiverted') };
  const entries = [...records].reverse().map((record) => {
    const definition = findStep(record.step);
    const mayCorrect = definition?.roles.some((role) => roles.includes(role)) === true && record.officerId !== null;
    const why = ended ? words.refusal({ code: 'case-closed' }) : definition?.onlyBy !== undefined ? words.refusal({ code: 'step-by-action', params: { step: record.step, action: definition.onlyBy } }) : undefined;
    return {
      key: record.recordId, at: record.occurredAt, tone: record.corrected ? 'quiet' as const : record.outcome === 'passed' ? 'done' as const : record.outcome === 'failed' ? 'wrong' as const : 'quiet' as const,
      title: (
        <span className="tg-row">
          <span className={record.corrected ? 'tg-record-corrected' : undefined}>{stepName(words, record.step)} · {outcomes[record.outcome] ?? record.outcome}</span>
          {record.corrected && <Badge tone="quiet">{t('station.wasCorrected')}</Badge>}
          {record.corrects !== null && <Badge tone="current">{t('station.correctsEarlier')}</Badge>}
          {record.offline && <Badge tone="late">{t('station.offlineRecord')}</Badge>}
          {!record.corrected && mayCorrect && <Button kind="bare" disabledReason={why} label={t('station.correctOf', { name: stepName(words, record.step) })} onPress={() => onCorrect(record)}>{t('station.correct')}</Button>}
        </span>
      ),
      detail: (
        <>
          {Object.keys(record.evidence).length > 0 && (
            <dl className={record.corrected ? 'tg-record-evidence tg-record-corrected' : 'tg-record-evidence'}>
              {Object.entries(record.evidence).map(([name, value]) => <div key={name}><dt>{evidenceTitle(words, name)}</dt><dd>{evidenceText(words, name, value)}</dd></div>)}
            </dl>
          )}
          {record.rule !== null && <div>{t('station.byRule', { rule: record.rule })}</div>}
          {record.officer !== null && <div>{say(record.officer)}</div>}
        </>
      ),
    };
  });
  return <Timeline label={t('station.tabTimeline')} entries={entries} />;
}
