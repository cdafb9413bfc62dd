import { useMemo, type ReactNode } from 'react';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { ComboBox } from '../design/ComboBox.tsx';
import { DateTimeField } from '../design/DateTimeField.tsx';
import { useWords } from '../words.tsx';
import type { OfficerEntry } from './staff.ts';

/** Is what a log is narrowed by; it stands in the address. Shape: `input` is undefined while a time is none. */
export type LogFilter = {
  readonly officerId: string | undefined;
  readonly caseId: string | undefined;
  readonly view: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly input: Readonly<Record<string, string>> | undefined;
  readonly set: (name: 'officer' | 'case' | 'view' | 'from' | 'to', value: string | undefined) => void;
};

/** Reads from the address what a log is narrowed by. */
export function useLogFilters(): LogFilter {
  const [query, change] = useAddress();
  const officerId = query.get('officer') ?? undefined;
  const caseId = query.get('case') ?? undefined;
  const view = query.get('view') ?? undefined;
  const from = query.get('from') ?? undefined;
  const to = query.get('to') ?? undefined;
  const input = useMemo(() => (from === 'invalid' || to === 'invalid' ? undefined : { ...(officerId === undefined ? {} : { officerId }), ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }), [officerId, from, to]);
  return {
    officerId, caseId, view, from, to, input,
    set: (name, value) => change({ [name]: value === 'all' ? undefined : value }),
  };
}

/** The fields by which every log is narrowed, and between them those of its own. */
export function LogFilters({ filters, children }: { readonly filters: LogFilter; readonly children?: ReactNode }): ReactNode {
  const { t, language } = useWords();
  const officers = useView<{ readonly officers: readonly OfficerEntry[] }>('staff.officers', {}, { topics: ['officers'] });
  const options = useMemo(() => [
    { value: 'all', label: t('staff.allOfficers') },
    ...(officers.data?.data.officers ?? []).map((officer) => ({ value: officer.officerId, label: language === 'zh' ? officer.nameZh : officer.nameEn, hint: officer.userName })),
  ], [officers.data, language, t]);
  return (
    <div className="tg-filters-columns">
      <ComboBox key={`officer-${options.length}-${language}`} label={t('staff.officer')} value={filters.officerId ?? 'all'} options={options} onChange={(value) => filters.set('officer', value)} />
      {children}
      <DateTimeField label={t('staff.from')} value={filters.from} onChange={(value) => filters.set('from', value)} />
      <DateTimeField label={t('staff.to')} value={filters.to} onChange={(value) => filters.set('to', value)} />
    </div>
  );
}
