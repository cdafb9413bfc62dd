import type { ReactNode } from 'react';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { Table } from '../design/Table.tsx';
import { useWords } from '../words.tsx';
import { languageName } from './declaring.ts';

type Spoken = { readonly language: string | null; readonly persons: number; readonly chosen: number; readonly nationalities: readonly { readonly nationality: string; readonly persons: number }[]; readonly hasForm: boolean; readonly flights: readonly string[]; readonly missingIn: readonly string[]; readonly gap: number };
type Coming = { readonly flightId: string; readonly designator: string; readonly flightDate: string; readonly at: string; readonly persons: number; readonly planLanguages: readonly string[]; readonly missing: readonly { readonly language: string; readonly persons: number; readonly hasForm: boolean }[]; readonly gap: number };
type Radar = { readonly gap: number; readonly languages: readonly Spoken[]; readonly flights: readonly Coming[] };

/** Shows what the people of the next three days speak against what is ready for them, gaps first. */
export function LanguageRadar(): ReactNode {
  const words = useWords();
  const { t, language, dateTime } = words;
  const [, change] = useAddress();
  const view = useView<Radar>('declarations.languages', {}, { topics: ['flight:*', 'board', 'declarations'] });
  const radar = view.data?.data;
  const named = (code: string): string => languageName(words, code);
  const comma = language === 'zh' ? '、' : ', ';
  const designators = (ids: readonly string[]): string => ids.map((id) => radar?.flights.find((flight) => flight.flightId === id)?.designator ?? '').filter((one) => one !== '').join(comma);
  return (
    <div className="tg-stack">
      <p className="tg-muted dc-prose">{t('declaring.languagesDetail')}</p>
      {radar !== undefined && radar.flights.length > 0 && <p className="dc-headline">{radar.gap > 0 ? <Status tone="late">{t('declaring.gapsLine', { count: radar.gap })}</Status> : <Status tone="done">{t('declaring.gapsNoneLine')}</Status>}</p>}
      <Panel flush>
        <Table label={t('declaring.tabLanguages')} rows={radar?.languages} rowKey={(entry) => entry.language ?? '-'} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('declaring.languagesNone')} columns={[
          { key: 'language', title: t('declaring.language'), cell: (entry) => <strong>{entry.language === null ? t('declaring.unknownLanguage') : named(entry.language)}</strong> },
          { key: 'persons', title: t('declaring.speakers'), align: 'end', sortValue: (entry) => entry.persons, cell: (entry) => entry.persons },
          { key: 'chosen', title: t('declaring.chosen'), align: 'end', sortValue: (entry) => entry.chosen, cell: (entry) => entry.chosen },
          { key: 'nationalities', title: t('declaring.nationality'), cell: (entry) => <span className="dc-nations">{entry.nationalities.slice(0, 8).map((one) => `${one.nationality} ${one.persons}`).join(comma)}{entry.nationalities.length > 8 && ' …'}</span> },
          { key: 'form', title: t('declaring.form'), sortValue: (entry) => Number(entry.hasForm), cell: (entry) => (entry.language === null ? '–' : entry.hasForm ? <Status tone="done">{t('declaring.ready')}</Status> : <Status tone="wrong">{t('declaring.gap')}</Status>) },
          { key: 'interpreters', title: t('declaring.interpreters'), sortValue: (entry) => -entry.missingIn.length, cell: (entry) => (entry.language === null ? '–' : entry.missingIn.length === 0 ? <Status tone="done">{t('declaring.ready')}</Status>
            : <span className="dc-mail"><Status tone="late">{t('declaring.planGap', { count: entry.missingIn.length })}</Status><span className="tg-muted">{designators(entry.missingIn)}</span></span>) },
        ]} />
      </Panel>
      {radar !== undefined && radar.flights.length > 0 && (
        <Panel flush title={t('declaring.perFlight')}>
          <Table label={t('declaring.perFlight')} rows={radar.flights} rowKey={(flight) => flight.flightId} onOpen={(flight) => change({ flight: flight.flightId, tab: undefined })} columns={[
            { key: 'flight', title: t('declaring.flight'), sortValue: (flight) => flight.at, cell: (flight) => <Button kind="bare" onPress={() => change({ flight: flight.flightId, tab: undefined })}>{flight.designator}</Button> },
            { key: 'at', title: t('declaring.flightsAt'), sortValue: (flight) => flight.at, cell: (flight) => <span className="tg-nowrap">{dateTime(flight.at)}</span> },
            { key: 'persons', title: t('declaring.speakers'), align: 'end', sortValue: (flight) => flight.persons, cell: (flight) => flight.persons },
            { key: 'missing', title: t('declaring.missing'), sortValue: (flight) => flight.gap, cell: (flight) => (flight.missing.length === 0 ? <Status tone="done">{t('declaring.ready')}</Status> : <ul className="dc-reasons">{flight.missing.map((one) => <li key={one.language}><Status tone={one.hasForm ? 'late' : 'wrong'}>{`${named(one.language)} ${one.persons}`}</Status></li>)}</ul>) },
            { key: 'plan', title: t('declaring.planLanguages'), cell: (flight) => <span className="dc-nations">{flight.planLanguages.map(named).join(comma)}</span> },
          ]} />
        </Panel>
      )}
      <p className="tg-muted dc-prose">{t('declaring.languagesSource')}</p>
    </div>
  );
}
