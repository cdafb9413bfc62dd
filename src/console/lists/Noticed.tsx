import type { ReactNode } from 'react';
import { Panel } from '../design/Layout.tsx';
import { Table } from '../design/Table.tsx';
import { useWords } from '../words.tsx';
import { placeOf } from './reading-files.ts';
import type { DryRun } from './shapes.ts';

/** Lists what was noticed in a file and stops nothing. */
export function Findings({ findings }: { readonly findings: DryRun['findings'] }): ReactNode {
  const { t, find } = useWords();
  if (findings.length === 0) return null;
  return (
    <Panel flush title={t('lists.findings')}>
      <Table label={t('lists.findings')} rows={findings.map((finding, place) => ({ ...finding, key: String(place) }))} rowKey={(finding) => finding.key} maximumHeight={320} columns={[
        { key: 'what', title: t('lists.what'), sortValue: (finding) => finding.code, cell: (finding) => <span title={finding.text}>{find(`lists.finding.${finding.code}`) ?? t('lists.finding.other')}</span> },
        { key: 'where', title: t('lists.row'), cell: (finding) => {
          const place = placeOf(finding.where, find);
          return <span className="tg-muted">{[place.row, place.column].filter((part) => part !== '').join(' · ')}</span>;
        } },
      ]} />
    </Panel>
  );
}

/** Names the persons of a file who may be known already, and why. */
export function Likely({ matches }: { readonly matches: DryRun['matches'] }): ReactNode {
  const { t, find } = useWords();
  if (matches.length === 0) return null;
  return (
    <Panel flush title={t('lists.likely', { count: new Set(matches.map((match) => match.where)).size })}>
      <p className="ls-note">{t('lists.likelyDetail')}</p>
      <Table label={t('lists.likely', { count: matches.length })} rows={matches.map((match, place) => ({ ...match, key: String(place) }))} rowKey={(match) => match.key} maximumHeight={320} columns={[
        { key: 'person', title: t('lists.person'), sortValue: (match) => match.name, cell: (match) => match.name },
        { key: 'reasons', title: t('matches.reasons'), cell: (match) => <span className="tg-muted">{match.reasons.filter((reason) => reason.weight >= 0.1).map((reason) => find(`matches.reason.${reason.code}`) ?? reason.detail).join(' · ')}</span> },
      ]} />
    </Panel>
  );
}
