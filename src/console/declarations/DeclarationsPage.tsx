import type { ReactNode } from 'react';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { ComboBox } from '../design/ComboBox.tsx';
import { Icon } from '../design/Icon.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { EmptyState, ErrorState, Skeleton } from '../design/States.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { useFlightChoices } from '../lists/flight-choices.ts';
import { useWords } from '../words.tsx';
import { Codes } from './Codes.tsx';
import { Leaders } from './Leaders.tsx';
import { LanguageRadar } from './LanguageRadar.tsx';
import { Progress } from './Progress.tsx';
import { Unplaced } from './Unplaced.tsx';
import { useCardActions, type FlightCards } from './declaring.ts';
import './declarations.css';

/** Shows how far everybody of a flight is with the card, and chases what is missing: by invitation, reminder, leader and code. */
export function DeclarationsPage(): ReactNode {
  const { t } = useWords();
  const [query, change] = useAddress();
  const flightId = query.get('flight') ?? undefined;
  const flights = useFlightChoices();
  const view = useView<FlightCards>('declarations.flight', flightId === undefined ? undefined : { flightId }, { topics: [`flight:${flightId}`, 'declarations'] });
  const actions = useCardActions(flightId);
  // While another flight is read, the figures of the one before must not stand under its name.
  const cards = flightId === undefined || view.isPlaceholderData ? undefined : view.data?.data;
  const persons = cards?.persons;
  const owed = persons?.filter((person) => person.state !== 'complete').length ?? 0;
  const needFlight = <Panel><EmptyState icon="flight" title={t('declaring.chooseFlight')} detail={t('declaring.chooseFlightDetail')} /></Panel>;
  const ofFlight = (content: (found: FlightCards, id: string) => ReactNode): ReactNode => (flightId === undefined ? needFlight
    : cards !== undefined ? content(cards, flightId) : view.error !== null ? <Panel><ErrorState error={view.error} onRetry={() => void view.refetch()} /></Panel> : <Panel><Skeleton lines={6} /></Panel>);
  const noFlight = flightId === undefined ? t('declaring.chooseFlight') : undefined;
  const noMail = cards?.mailReady === false ? t('declaring.noMailShort') : undefined;
  const nothingOwed = cards !== undefined && owed === 0 ? t(cards.total === 0 ? 'declaring.nobody' : 'declaring.nothingOwed') : undefined;
  const allPrepared = cards !== undefined && persons?.every((person) => person.invited) === true ? t(cards.total === 0 ? 'declaring.nobody' : 'declaring.allPrepared') : undefined;
  return (
    <div className="tg-page dc-page">
      <PageHeader title={t('declaring.title')} detail={cards === undefined ? t('declaring.detail') : `${t('declaring.detail')} ${t('declaring.card', { version: cards.cardVersion })}`} actions={<>
        <Button icon="declaration" pending={actions.pending} disabledReason={noFlight ?? allPrepared} onPress={() => actions.prepare({ flightId: flightId! })}>{t('declaring.prepare')}</Button>
        <Button icon="report" pending={actions.pending} disabledReason={noFlight ?? noMail ?? nothingOwed} onPress={() => actions.remind({ flightId: flightId! })}>{t('declaring.remind')}</Button>
        <Button kind="primary" icon="courier" pending={actions.pending} disabledReason={noFlight ?? noMail ?? nothingOwed} onPress={() => actions.send({ flightId: flightId! })}>{t('declaring.send')}</Button>
      </>} />
      <div className="dc-flight"><ComboBox key={flights.length} label={t('declaring.flight')} value={flightId} options={flights} onChange={(next) => change({ flight: next, delegation: undefined, state: undefined })} /></div>
      {cards?.mailReady === false && <p className="dc-note"><Icon name="info" />{t('declaring.noMail')}</p>}
      <Tabs label={t('declaring.title')} selected={query.get('tab') ?? 'people'} onSelect={(tab) => change({ tab: tab === 'people' ? undefined : tab })} tabs={[
        { key: 'people', title: t('declaring.tabPeople'), content: ofFlight((found, id) => <Progress flightId={id} cards={found} actions={actions} />) },
        { key: 'codes', title: t('declaring.tabCodes'), content: ofFlight((_found, id) => <Codes flightId={id} designator={flights.find((one) => one.value === id)?.label ?? ''} />) },
        { key: 'unplaced', title: t('declaring.tabUnplaced'), count: cards !== undefined && cards.unplaced > 0 ? cards.unplaced : undefined, countTone: 'late', content: ofFlight((found, id) => <Unplaced flightId={id} persons={found.persons} />) },
        { key: 'leaders', title: t('declaring.tabLeaders'), content: <Leaders delegations={[...new Set(persons?.flatMap((person) => person.delegation ?? []))]} mailReady={cards?.mailReady} /> },
        { key: 'languages', title: t('declaring.tabLanguages'), content: <LanguageRadar /> },
      ]} />
    </div>
  );
}
