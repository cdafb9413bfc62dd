import { useState, type ReactNode } from 'react';
import { canHandOver } from '../../modules/travellers/rules/boarding.ts';
import { useAct, useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Checkbox } from '../design/Checkbox.tsx';
import { Form } from '../design/Form.tsx';
import { Columns, Panel } from '../design/Layout.tsx';
import { NumberField } from '../design/NumberField.tsx';
import { ScanBox, type ScanAnswer } from '../design/ScanBox.tsx';
import type { Scan } from '../design/scanning.ts';
import { Select } from '../design/Select.tsx';
import { ErrorText } from '../design/States.tsx';
import { Table } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { Refused } from '../http.ts';
import { OffersTable, ReceiverSignature } from '../signing/ReceiverSignature.tsx';
import { findSigned, useReceipts } from '../signing/receipts.ts';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { inWalkingOrder } from './evidence-at-hand.ts';
import { focusScanBox, useFinding } from './finding-people.ts';
import { FlightPicker, useChosenFlight } from './FlightPicker.tsx';
import { OutcomeStrip, type Outcome } from './OutcomeStrip.tsx';
import { refusalText, whatFollows } from './saying.ts';
import { useQueue } from './SidePanels.tsx';
import { nameOf, type PersonCard, type Station } from './shapes.ts';

type HandOver = { readonly handOverId: string; readonly kind: string; readonly vehicle: string; readonly cluster: string; readonly countGiven: number; readonly countReceived: number; readonly giver: string; readonly receiver: string; readonly receiverSigned: { readonly way: string; readonly at: string } | null; readonly at: string };

/** Tells the place of a person's room, before the number of the room itself. Shape: empty where no list says. */
function placeOf(card: PersonCard): string {
  return card.roomCluster?.split('-')[0]?.trim() ?? '';
}

/** The bay where people are handed over to their vehicle: scanned onto it, counted again by who receives them, signed by both. */
export function VehicleBay({ station }: { readonly station: Station }): ReactNode {
  const words = useWords();
  const { t, say, time } = words;
  const officer = useSession()?.officer;
  const chosen = useChosenFlight(station.pointCode, (flight) => flight.direction === 'arrival');
  const { flight } = chosen;
  const finding = useFinding({ stationId: station.stationId });
  const queue = useQueue('vehicleBay', station.pointCode, flight?.flightId);
  const past = useView<{ readonly handOvers: readonly HandOver[] }>('travellers.handOvers', flight && { flightId: flight.flightId }, { topics: ['flight:*'] });
  const handOver = useAct<unknown, { readonly handOverId: string; readonly handedOver: number }>('travellers.handOver', { topics: ['flight:*'], stationId: station.stationId });
  const [aboard, setAboard] = useState<readonly PersonCard[]>([]);
  const [vehicle, setVehicle] = useState('');
  const [clusterTyped, setCluster] = useState<string | undefined>(undefined);
  const [place, setPlace] = useState<string | undefined>(undefined);
  const [receivedTyped, setReceived] = useState<number | undefined>(undefined);
  const [giver, setGiver] = useState(officer === undefined ? '' : say(officer.name));
  const [receiver, setReceiver] = useState('');
  const [giverSigned, setGiverSigned] = useState(false);
  const [receiverSigned, setReceiverSigned] = useState(false);
  const receipts = useReceipts(flight?.flightId, 'normal');
  const [receiverOfficer, setReceiverOfficer] = useState<string | undefined>(undefined);
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);

  const placesAboard = [...new Set(aboard.map(placeOf))];
  const cluster = clusterTyped ?? (placesAboard.length === 1 ? placesAboard[0] ?? '' : '');

  const take = (card: PersonCard): ScanAnswer => {
    const name = nameOf(card);
    if (flight !== undefined && card.flightId !== flight.flightId) return { ok: false, message: t('station.otherFlight', { name, flight: card.designator }), label: name };
    if (aboard.some((one) => one.caseId === card.caseId)) return { ok: false, message: t('station.alreadyAboard', { name }), label: name };
    if (card.handedOver) return { ok: false, message: t('station.alreadyHandedOver', { name }), label: name };
    const missing = inWalkingOrder(card.owed.filter((owed) => owed.bars === 'handOver' && owed.step !== 'XFR-01'));
    if (missing[0] !== undefined || !card.owed.some((owed) => owed.step === 'XFR-01')) {
      const next = missing[0]?.step ?? card.owed[0]?.step;
      return { ok: false, message: next === undefined ? t('station.notForVehicle', { name }) : t('station.mayNotBoard', { name, next: whatFollows(words, next) }), label: name };
    }
    if (flight === undefined) chosen.choose(card.flightId);
    setAboard((before) => (before.some((one) => one.caseId === card.caseId) ? before : [card, ...before]));
    return { ok: true, message: t('station.aboardNow', { name, count: aboard.length + 1 }), label: name };
  };
  const onScan = async (scan: Scan): Promise<ScanAnswer> => {
    setOutcome(undefined);
    try {
      const { lookup } = await finding.lookUp(scan);
      const here = lookup.matches.filter((card) => flight === undefined || card.flightId === flight.flightId);
      const [card] = here.length > 0 ? here : lookup.matches;
      if (card === undefined) return { ok: false, message: t('station.nobodyFound'), label: scan.text };
      if (here.length > 1) return { ok: false, message: t('station.severalScanDocument', { count: here.length }), label: scan.text };
      return take(card);
    } catch (error) {
      if (error instanceof Refused) return { ok: false, message: words.refusal(error.refusal) };
      throw error;
    }
  };

  const open = (queue.data?.data.persons ?? []).filter((card) => card.handOverOpen && !aboard.some((one) => one.caseId === card.caseId));
  const places = [...new Set(open.map(placeOf))].filter((one) => one !== '').sort();
  const cleared = open.filter((card) => place === undefined || placeOf(card) === place);
  const caseIds = aboard.map((card) => card.caseId);
  const signer = receipts?.receivers.find((one) => one.officerId === receiverOfficer);
  const content = { flightId: flight?.flightId ?? '', kind: 'normal', vehicle: vehicle.trim(), cluster: cluster.trim(), caseIds } as const;
  // Whoever signs in a session of their own says there how many they counted. Another vehicle, destination or person is signed anew.
  const signed = findSigned(receipts, content, signer?.officerId);
  const received = signed?.countReceived ?? receivedTyped;
  const hasSigned = signer === undefined ? receiverSigned : signed !== undefined;
  const receiverName = signer === undefined ? receiver : say(signer.name);
  const verdict = canHandOver({ caseIds, countReceived: received ?? -1, giverSigned, receiverSigned: hasSigned });
  const reason = flight === undefined ? t('station.chooseFlight') : aboard.length === 0 ? t('station.nobodyAboard') : vehicle.trim() === '' ? t('station.enterVehicle') : cluster.trim() === '' ? t('station.enterCluster')
    : received === undefined || Number.isNaN(received) ? t('station.enterReceived') : received !== aboard.length ? t('station.countsDiffer', { scanned: aboard.length, counted: received })
      : giver.trim() === '' || receiverName.trim() === '' ? t('station.enterNames') : verdict.ok ? undefined : words.refusal(verdict.refusal);
  const submit = async (): Promise<void> => {
    if (reason !== undefined || flight === undefined) return;
    const answer = await handOver.run({ flightId: flight.flightId, kind: 'normal', vehicle: vehicle.trim(), cluster: cluster.trim(), caseIds, countReceived: received, giver: giver.trim(), receiver: receiverName.trim(), giverSigned, receiverSigned: hasSigned, ...(signer === undefined ? {} : { receiverOfficer: signer.officerId }) });
    if (!answer?.ok) return;
    setOutcome({ key: answer.id, word: 'left', name: vehicle.trim(), what: t('station.handedOverCount', { count: answer.result.handedOver }), follows: [cluster.trim()] });
    setAboard([]);
    setVehicle('');
    setCluster(undefined);
    setReceived(undefined);
    setReceiver('');
    setGiverSigned(false);
    setReceiverSigned(false);
    setReceiverOfficer(undefined);
    focusScanBox();
  };

  return (
    <div className="tg-stack">
      <ScanBox onScan={onScan} history={4} label={t('station.scanOntoVehicle')} hint={t('station.documentHint')} />
      <OutcomeStrip outcome={outcome} />
      <div className="tg-bench">
        <Panel title={t('station.vehicle')}>
          <Form problems={handOver.refusal === undefined ? [] : [{ message: refusalText(words, handOver.refusal) }]} onSubmit={() => void submit()}>
            <FlightPicker chosen={chosen} />
            <dl className="tg-counts" aria-live="polite">
              <div><dt>{t('station.scannedAboard')}</dt><dd data-count="scanned">{aboard.length}</dd></div>
              <div className={received === undefined || Number.isNaN(received) ? undefined : received === aboard.length ? 'tg-count-done' : 'tg-count-wrong'}><dt>{t('station.countedByReceiver')}</dt><dd data-count="received">{received === undefined || Number.isNaN(received) ? '–' : received}</dd></div>
            </dl>
            <Columns minimum={190}>
              <TextField label={t('station.vehicleNumber')} code value={vehicle} onChange={setVehicle} />
              <TextField label={t('station.cluster')} value={cluster} onChange={setCluster} />
              <NumberField label={t('station.receiverCount')} value={received} onChange={setReceived} />
            </Columns>
            <Columns minimum={190}>
              <div className="tg-stack"><TextField label={t('station.giver')} value={giver} onChange={setGiver} /><Checkbox label={t('station.giverSigned')} value={giverSigned} onChange={setGiverSigned} /></div>
              <div className="tg-stack">
                <ReceiverSignature receipts={receipts} content={content} count={received} receiverId={receiverOfficer} onReceiver={setReceiverOfficer}
                  disabledReason={flight === undefined ? t('station.chooseFlight') : aboard.length === 0 ? t('station.nobodyAboard') : content.vehicle === '' ? t('station.enterVehicle') : content.cluster === '' ? t('station.enterCluster') : undefined}>
                  <TextField label={t('station.receiver')} value={receiver} onChange={setReceiver} /><Checkbox label={t('station.receiverSigned')} value={receiverSigned} onChange={setReceiverSigned} />
                </ReceiverSignature>
              </div>
            </Columns>
            {handOver.fault && <p className="tg-problem" role="alert"><ErrorText error={handOver.fault} /></p>}
            {reason !== undefined && aboard.length > 0 && <p className={received !== undefined && received !== aboard.length ? 'tg-problem' : 'tg-muted'} role="status" data-may-not-leave>{t('station.mayNotLeave', { reason })}</p>}
            <div className="tg-form-foot"><Button kind="primary" type="submit" icon="handOver" pending={handOver.pending} disabledReason={reason}>{t('station.handOver')}</Button></div>
          </Form>
        </Panel>
        <div className="tg-stack">
          <Panel flush title={t('station.aboard', { count: aboard.length })}>
            <Table label={t('station.aboardTable')} rows={aboard} rowKey={(card) => card.caseId} maximumHeight={260} emptyTitle={t('station.nobodyAboard')} columns={[
              { key: 'name', title: t('station.person'), cell: nameOf }, { key: 'seat', title: t('station.seat'), cell: (card) => card.seat ?? '–' },
              { key: 'off', title: t('station.takeOff'), align: 'end', cell: (card) => <Button kind="bare" icon="cross" label={t('station.takeOffOf', { name: nameOf(card) })} onPress={() => setAboard((before) => before.filter((one) => one.caseId !== card.caseId))} /> },
            ]} />
          </Panel>
          <Panel flush title={t('station.cleared', { count: cleared.length })} actions={<Button disabledReason={flight === undefined ? t('station.chooseFlight') : cleared.length === 0 ? t('station.nobodyCleared') : undefined} onPress={() => setAboard((before) => [...cleared, ...before])}>{t('station.takeAll')}</Button>}>
            {places.length > 1 && <div className="tg-side-filter"><Select label={t('station.cluster')} required={false} value={place} onChange={setPlace} options={places.map((one) => ({ value: one, label: `${one} (${open.filter((card) => placeOf(card) === one).length})` }))} /></div>}
            <Table label={t('station.clearedTable')} rows={queue.data === undefined ? undefined : cleared} rowKey={(card) => card.caseId} maximumHeight={260} error={queue.error} onRetry={() => void queue.refetch()} onOpen={take} emptyTitle={t('station.nobodyCleared')} columns={[
              { key: 'name', title: t('station.person'), sortValue: nameOf, cell: nameOf }, { key: 'seat', title: t('station.seat'), cell: (card) => card.seat ?? '–' }, { key: 'flight', title: t('station.flight'), cell: (card) => card.designator },
              { key: 'cluster', title: t('station.cluster'), sortValue: (card) => card.roomCluster, cell: (card) => card.roomCluster ?? '–' },
            ]} />
          </Panel>
          {flight !== undefined && <OffersTable receipts={receipts} onTakeUp={(offer) => {
            setAboard((queue.data?.data.persons ?? []).filter((card) => offer.caseIds.includes(card.caseId)));
            setVehicle(offer.vehicle);
            setCluster(offer.cluster);
            setReceiverOfficer(offer.receiverId);
          }} />}
          {flight !== undefined && (
            <Panel flush title={t('station.leftBefore')}>
              <Table label={t('station.leftBefore')} rows={past.data?.data.handOvers} rowKey={(row) => row.handOverId} maximumHeight={220} error={past.error} emptyTitle={t('station.noneLeft')} columns={[
                { key: 'at', title: t('station.at'), cell: (row) => time(row.at) }, { key: 'vehicle', title: t('station.vehicleNumber'), cell: (row) => row.vehicle }, { key: 'cluster', title: t('station.cluster'), cell: (row) => row.cluster },
                { key: 'count', title: t('station.personsShort'), align: 'end', cell: (row) => <Status tone={row.countGiven === row.countReceived ? 'done' : 'wrong'}>{row.countGiven} = {row.countReceived}</Status> },
                { key: 'receiver', title: t('station.receiver'), cell: (row) => <span>{row.receiver}{' '}{row.receiverSigned === null ? <Status tone="quiet">{t('signing.noAccount')}</Status> : <Status tone="done">{t('station.receiverSigned')}</Status>}</span> },
              ]} />
            </Panel>
          )}
        </div>
      </div>
    </div>
  );
}
