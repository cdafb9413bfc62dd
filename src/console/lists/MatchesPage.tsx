import { useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { useAct, useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { ComboBox } from '../design/ComboBox.tsx';
import { Panel, Row } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { EmptyState, ErrorState, ErrorText, Skeleton } from '../design/States.tsx';
import { Table } from '../design/Table.tsx';
import { useWords } from '../words.tsx';
import { useFlightChoices } from './flight-choices.ts';
import { useLetterKeys } from './keys.ts';
import { Pair, percentText } from './Pair.tsx';
import { useRights } from './rights.ts';
import { nameOf } from './saying.ts';
import { decidingRoles, type MatchPair } from './shapes.ts';
import './lists.css';

type Decision = 'same' | 'different';
type Decided = { readonly key: string; readonly text: string; readonly decision: Decision };

const topics = ['lists', 'flight:*'];
const keyOf = (pair: MatchPair): string => `${pair.oneId} ${pair.otherId}`;

/** Shows two records that may be one person beside each other, with every reason, one pair after the other; a key decides. */
export function MatchesPage(): ReactNode {
  const words = useWords();
  const { t, refusal } = words;
  const rights = useRights();
  const flights = useFlightChoices();
  const [query, setQuery] = useSearchParams();
  const flightId = query.get('flight') ?? undefined;
  const view = useView<{ readonly matches: readonly MatchPair[] }>('travellers.matches', flightId === undefined ? {} : { flightId }, { topics });
  const decide = useAct<unknown, { readonly keptId: string; readonly endedCaseIds: readonly string[] }>('travellers.decideMatch', { topics });
  const [decided, setDecided] = useState<readonly Decided[]>([]);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  // Until the view has been read again, it still holds what was decided a moment ago.
  const pairs = view.data?.data.matches.filter((pair) => !decided.some((one) => one.key === keyOf(pair)));
  const place = Math.max(0, pairs?.findIndex((pair) => keyOf(pair) === chosen) ?? 0);
  const pair = pairs?.[place];
  const reason = rights.reason(decidingRoles);

  const go = (to: number): void => {
    const next = pairs?.[to];
    if (next === undefined) return;
    decide.reset();
    setChosen(keyOf(next));
  };
  const settle = async (decision: Decision): Promise<void> => {
    if (pair === undefined || reason !== undefined || decide.pending) return;
    const next = pairs?.[place + 1] ?? pairs?.[place - 1];
    const answer = await decide.run({ oneId: pair.oneId, otherId: pair.otherId, decision });
    if (!answer?.ok) return;
    const names = { one: nameOf(pair.one), other: nameOf(pair.other) };
    setDecided((before) => [{ key: keyOf(pair), decision, text: t(decision === 'same' ? 'matches.decidedSame' : 'matches.decidedDifferent', names) }, ...before]);
    setChosen(next === undefined ? undefined : keyOf(next));
  };
  const same = (): void => void settle('same');
  const different = (): void => void settle('different');
  useLetterKeys({ 1: same, s: same, 2: different, d: different, n: () => go(place + 1), arrowright: () => go(place + 1), b: () => go(place - 1), arrowleft: () => go(place - 1) });

  return (
    <div className="tg-page">
      <PageHeader title={t('matches.title')} detail={t('matches.detail')} status={pairs !== undefined && pairs.length > 0 ? <Status tone="current">{t('matches.of', { place: place + 1, count: pairs.length })}</Status> : undefined} />
      <div className="ls-flight"><ComboBox key={flights.length} label={t('lists.flight')} value={flightId ?? 'all'} options={[{ value: 'all', label: t('lists.allFlights') }, ...flights]}
        onChange={(value) => setQuery(value === undefined || value === 'all' ? {} : { flight: value }, { replace: true })} /></div>
      {pairs === undefined ? <Panel>{view.error === null ? <Skeleton lines={8} /> : <ErrorState error={view.error} onRetry={() => void view.refetch()} />}</Panel> : (
        <div className="ls-matches">
          <div className="tg-stack">
            {pair === undefined ? <Panel><EmptyState icon="people" title={t('matches.none')} detail={t('matches.noneDetail')} /></Panel> : (
              <>
                <Pair key={keyOf(pair)} pair={pair} />
                {decide.refusal && <p className="tg-problem" role="alert">{refusal(decide.refusal)}</p>}
                {decide.fault && <p className="tg-problem" role="alert"><ErrorText error={decide.fault} /></p>}
                <div className="ls-decide">
                  <Row>
                    <Button large kind="primary" keyHint="1" pending={decide.pending} disabledReason={reason} onPress={same}>{t('matches.isSame')}</Button>
                    <Button large keyHint="2" pending={decide.pending} disabledReason={reason} onPress={different}>{t('matches.isDifferent')}</Button>
                  </Row>
                  <Row>
                    <Button icon="chevronLeft" keyHint="←" disabledReason={place === 0 ? t('matches.of', { place: place + 1, count: pairs.length }) : undefined} onPress={() => go(place - 1)}>{t('matches.previousPair')}</Button>
                    <Button icon="chevronRight" keyHint="→" disabledReason={place >= pairs.length - 1 ? t('matches.of', { place: place + 1, count: pairs.length }) : undefined} onPress={() => go(place + 1)}>{t('matches.nextPair')}</Button>
                  </Row>
                </div>
                <p className="tg-muted">{t('matches.sameMeans')}</p>
              </>
            )}
          </div>
          <div className="tg-stack">
            {pairs.length > 0 && (
              <Panel flush>
                <Table label={t('matches.title')} rows={pairs} rowKey={keyOf} selectedKey={pair === undefined ? undefined : keyOf(pair)} onOpen={(row) => setChosen(keyOf(row))} maximumHeight={520} columns={[
                  { key: 'one', title: t('matches.first'), sortValue: (row) => nameOf(row.one), cell: (row) => nameOf(row.one) },
                  { key: 'other', title: t('matches.second'), sortValue: (row) => nameOf(row.other), cell: (row) => nameOf(row.other) },
                  { key: 'score', title: '%', align: 'end', sortValue: (row) => row.score, cell: (row) => <span className="tg-nowrap">{percentText(words, row.score)}</span> },
                ]} />
              </Panel>
            )}
            {decided.length > 0 && (
              <Panel title={t('matches.decidedNow')}>
                <ul className="tg-stack" aria-live="polite">{decided.slice(0, 8).map((one) => <li key={one.key}><Status tone={one.decision === 'same' ? 'done' : 'neutral'}>{one.text}</Status></li>)}</ul>
              </Panel>
            )}
          </div>
        </div>
      )}
    </div>
  );
}
