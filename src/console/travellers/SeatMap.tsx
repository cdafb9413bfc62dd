import { Fragment, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Panel, Row } from '../design/Layout.tsx';
import { Select } from '../design/Select.tsx';
import { EmptyState, ErrorState, ErrorText, Skeleton } from '../design/States.tsx';
import { Table } from '../design/Table.tsx';
import { useWords } from '../words.tsx';
import { nameOf, type PersonCard } from './shapes.ts';

type Seat = { readonly seat: string; readonly row: number; readonly letter: string; readonly caseId: string; readonly surname: string; readonly givenNames: string };
type Contact = { readonly caseId: string; readonly seat: string; readonly reason: string; readonly rowsAway: number };
type Cabin = {
  readonly layout: { readonly blocks: readonly string[]; readonly firstRow: number; readonly lastRow: number; readonly inferred: boolean };
  readonly seats: readonly Seat[]; readonly unseated: readonly { readonly caseId: string; readonly surname: string; readonly givenNames: string }[]; readonly contacts: readonly Contact[]; readonly rules: readonly { readonly version: string; readonly source: string }[];
};

/** Draws the cabin round a person, with the contacts of the rule chosen, and determines them. */
export function SeatMap({ card, onDetermined }: { readonly card: PersonCard; readonly onDetermined: (ruleVersion: string, contacts: number) => void }): ReactNode {
  const words = useWords();
  const { t } = words;
  const [rule, setRule] = useState<string | undefined>(undefined);
  const view = useView<Cabin>('travellers.seatMap', { flightId: card.flightId, caseId: card.caseId, ...(rule === undefined ? {} : { ruleVersion: rule }) }, { topics: [`flight:${card.flightId}`] });
  const determine = useAct<unknown, { readonly ruleVersion: string; readonly contacts: readonly Contact[] }>('travellers.determineContacts');
  if (view.data === undefined) return view.error === null ? <Panel><Skeleton lines={6} /></Panel> : <Panel><ErrorState error={view.error} onRetry={() => void view.refetch()} /></Panel>;
  const { layout, seats, unseated, contacts, rules } = view.data.data;
  const bySeat = new Map(seats.map((seat) => [`${seat.row}${seat.letter}`, seat]));
  const byCase = new Map(seats.map((seat) => [seat.caseId, seat]));
  const near = new Map(contacts.map((contact) => [contact.caseId, contact]));
  const rows = Array.from({ length: Math.max(0, layout.lastRow - layout.firstRow + 1) }, (_, place) => layout.firstRow + place);
  const away = (contact: Contact): string => (contact.rowsAway === 0 ? t('station.sameRow') : t('station.rowsAway', { count: contact.rowsAway }));
  return (
    <div className="tg-bench">
      <Panel flush title={t('station.seatMapOf', { flight: card.designator })}>
        {rows.length === 0 ? <EmptyState icon="contacts" title={t('station.noSeats')} /> : (
          <div className="tg-seats" role="region" aria-label={t('station.seatMapOf', { flight: card.designator })} tabIndex={0}>
            {layout.inferred && <p className="tg-muted">{t('station.layoutInferred')}</p>}
            {rows.map((row) => (
              <div key={row} className="tg-seat-row">
                <span className="tg-seat-number">{row}</span>
                {layout.blocks.map((block) => (
                  <span key={block} className="tg-seat-block">
                    {[...block].map((letter) => {
                      const seat = bySeat.get(`${row}${letter}`);
                      if (seat === undefined) return <span key={letter} className="tg-seat" aria-hidden="true">{letter}</span>;
                      const mark = seat.caseId === card.caseId ? ' tg-seat-index' : near.has(seat.caseId) ? ' tg-seat-contact' : '';
                      const what = seat.caseId === card.caseId ? ` (${t('station.indexSeat')})` : near.has(seat.caseId) ? ` (${t('station.contactSeat')})` : '';
                      const name = `${t('station.seatOf', { seat: `${row}${letter}`, name: nameOf(seat) })}${what}`;
                      return <Link key={letter} className={`tg-seat${mark}`} to={`/person/${seat.caseId}`} aria-label={name} title={name}>{letter}</Link>;
                    })}
                  </span>
                ))}
              </div>
            ))}
          </div>
        )}
      </Panel>
      <Panel title={t('station.contactCount', { count: contacts.length })}>
        <p className="tg-muted">{t('station.contactsDetail')}</p>
        {rules.length > 0 && <Select label={t('station.contactRule')} allowEmpty={false} value={rule ?? rules[0]?.version} onChange={setRule} options={rules.map((one) => ({ value: one.version, label: one.version, hint: one.source }))} />}
        {unseated.length > 0 && <Fragment><p className="tg-warning">{t('station.unseatedCount', { count: unseated.length })}</p><p>{unseated.slice(0, 20).map((one) => <Fragment key={one.caseId}><Link to={`/person/${one.caseId}`}>{nameOf(one)}</Link> </Fragment>)}</p></Fragment>}
        <Table label={t('station.contactCount', { count: contacts.length })} rows={contacts} rowKey={(contact) => contact.caseId} maximumHeight={300} columns={[
          { key: 'seat', title: t('station.seat'), cell: (contact) => contact.seat },
          { key: 'name', title: t('station.person'), cell: (contact) => <Link to={`/person/${contact.caseId}`}>{byCase.get(contact.caseId) === undefined ? contact.caseId : nameOf(byCase.get(contact.caseId) as Seat)}</Link> },
          { key: 'away', title: t('station.distance'), sortValue: (contact) => contact.rowsAway, cell: away },
        ]} />
        {determine.refusal && <p className="tg-problem" role="alert">{words.refusal(determine.refusal)}</p>}
        {determine.fault && <p className="tg-problem" role="alert"><ErrorText error={determine.fault} /></p>}
        <Row><Button pending={determine.pending} icon="contacts" onPress={() => void determine.run({ caseId: card.caseId, ...(rule === undefined ? {} : { ruleVersion: rule }) }).then((answer) => {
          if (answer?.ok) onDetermined(answer.result.ruleVersion, answer.result.contacts.length);
        })}>{t('station.determineContacts')}</Button></Row>
      </Panel>
    </div>
  );
}
