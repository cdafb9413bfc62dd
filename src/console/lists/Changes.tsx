import type { ReactNode } from 'react';
import { Status, type Tone } from '../design/Badge.tsx';
import { Panel } from '../design/Layout.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useWords, type Words } from '../words.tsx';
import { placeOf } from './reading-files.ts';
import { fieldName, nameOf, valueText } from './saying.ts';
import type { DryRun, NamedPerson } from './shapes.ts';

type Change = 'added' | 'changed' | 'gone';
type ChangeRow = { readonly key: string; readonly change: Change; readonly person: string; readonly born: string | null; readonly where: string | null; readonly field?: string; readonly before?: string | null; readonly after?: string | null };

const tones: Record<Change, Tone> = { added: 'done', changed: 'current', gone: 'late' };

/** Shows what a file does to the last version of its lists: who is changed, field by field, who is no longer named, who is new. */
export function Changes({ dryRun }: { readonly dryRun: DryRun }): ReactNode {
  const words = useWords();
  const { t, find, date } = words;
  const { added, changed, gone, same } = dryRun.diff;
  const whole = (change: Change) => (person: NamedPerson, place: number): ChangeRow => ({ key: `${change} ${place}`, change, person: nameOf(person), born: person.birthDate, where: person.where });
  const rows: ChangeRow[] = [
    ...changed.flatMap((one, place) => one.fields.map((field): ChangeRow => ({ key: `changed ${place} ${field.field}`, change: 'changed', person: one.name, born: null, where: null, ...field }))),
    ...gone.map(whole('gone')), ...added.map(whole('added')),
  ];
  const isFirst = added.length > 0 && changed.length === 0 && gone.length === 0 && same === 0;
  return (
    <Panel flush title={t('lists.changes')}>
      {isFirst && <p className="ls-note">{t('lists.firstVersion')}</p>}
      {gone.length > 0 && <p className="ls-note"><strong>{t('lists.gone')}</strong> {t('lists.goneDetail')}</p>}
      <Table label={t('lists.changes')} rows={rows} rowKey={(row) => row.key} maximumHeight={420} emptyTitle={t('lists.noChanges')} columns={[
        { key: 'change', title: t('lists.change'), width: '1%', sortValue: (row) => row.change, cell: (row) => <span className="tg-nowrap"><Status tone={tones[row.change]}>{t(`lists.${row.change}`)}</Status></span> },
        { key: 'person', title: t('lists.person'), sortValue: (row) => row.person, cell: (row) => row.person },
        { key: 'born', title: t('lists.born'), sortValue: (row) => row.born, cell: (row) => (row.born === null ? '' : date(row.born)) },
        { key: 'where', title: t('lists.row'), cell: (row) => (row.where === null || row.change === 'gone' ? '' : <span className="ls-place">{placeOf(row.where, find).row}</span>) },
        ...(changed.length === 0 ? [] : fieldColumns(words)),
      ]} />
    </Panel>
  );
}

// Gives the columns that only changed fields fill.
function fieldColumns(words: Words): readonly Column<ChangeRow>[] {
  const { t } = words;
  return [
    { key: 'what', title: t('lists.what'), sortValue: (row) => row.field, cell: (row) => (row.field === undefined ? '' : fieldName(words, row.field)) },
    { key: 'before', title: t('lists.before'), cell: (row) => (row.field === undefined ? '' : <span className="tg-muted">{valueText(words, row.before ?? null)}</span>) },
    { key: 'after', title: t('lists.after'), cell: (row) => (row.field === undefined ? '' : <strong>{valueText(words, row.after ?? null)}</strong>) },
  ];
}
