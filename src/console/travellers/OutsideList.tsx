import { useState, type ReactNode } from 'react';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { DateField } from '../design/DateTimeField.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Form } from '../design/Form.tsx';
import { Columns } from '../design/Layout.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import type { Scan } from '../design/scanning.ts';
import { Select } from '../design/Select.tsx';
import { ErrorText } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { eventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { personOfMrz } from './mrz-names.ts';
import type { StationFlight } from './shapes.ts';

const states = ['announced', 'listed', 'planned', 'landed', 'disembarking', 'inProcess', 'handedOver'];

/** Reads the flights of the day that a station may work on, those in the hall first. */
export function useStationFlights(pointCode: string | undefined) {
  const board = useView<{ readonly flights: readonly StationFlight[] }>('flights.board', pointCode === undefined ? {} : { pointCode }, { topics: ['flight:*'] });
  const flights = board.data?.data.flights.filter((flight) => states.includes(flight.state)).sort((one, other) => states.indexOf(other.state) - states.indexOf(one.state) || one.designator.localeCompare(other.designator));
  return { flights, error: board.error, retry: () => void board.refetch() };
}

/** Adds a person who stands on no list to the flight on which they came: they are never dropped. */
export function OutsideList({ scan, pointCode, onAdded, onClose }: {
  readonly scan: Scan | undefined;
  readonly pointCode: string | undefined;
  readonly onAdded: (caseId: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const words = useWords();
  const { t, date } = words;
  const { flights } = useStationFlights(pointCode);
  const add = useAct<unknown, { readonly caseId: string }>('travellers.addPerson', { topics: ['flight:*'] });
  const read = scan?.kind === 'mrz' ? personOfMrz(scan.lines, new Date(eventNow()).getUTCFullYear()) : undefined;
  const typedNumber = scan?.kind === 'text' && /\d/u.test(scan.text) ? scan.text : '';
  const [flightId, setFlightId] = useState<string | undefined>(undefined);
  const [surname, setSurname] = useState(read?.surname ?? (typedNumber === '' && scan?.kind === 'text' ? scan.text.toUpperCase() : ''));
  const [givenNames, setGivenNames] = useState(read?.givenNames ?? '');
  const [number, setNumber] = useState(read?.number ?? typedNumber);
  const [nationality, setNationality] = useState(read?.nationality ?? '');
  const [birthDate, setBirthDate] = useState<string | undefined>(read?.birthDate === '' ? undefined : read?.birthDate);
  const [seat, setSeat] = useState('');
  const [kind, setKind] = useState('passenger');
  const [tried, setTried] = useState(false);
  const chosen = flightId ?? (flights?.length === 1 ? flights[0]?.flightId : undefined);
  const problems = tried ? [
    ...(chosen === undefined ? [{ field: 'outside-flight', message: t('station.chooseFlight') }] : []),
    ...(surname.trim() === '' ? [{ field: 'outside-surname', message: t('station.enterSurname') }] : []),
    ...(birthDate === 'invalid' ? [{ field: 'outside-birth', message: t('station.birthDateInvalid') }] : []),
  ] : [];
  const refusal = add.refusal === undefined ? [] : [{ message: words.refusal(add.refusal) }];
  const submit = async (): Promise<void> => {
    setTried(true);
    if (chosen === undefined || surname.trim() === '' || birthDate === 'invalid') return;
    const answer = await add.run({
      flightId: chosen, foundOutsideList: true, ...(seat.trim() === '' ? {} : { seat: seat.trim() }),
      person: {
        surname: surname.trim(), givenNames: givenNames.trim(), kind, ...(nationality.trim() === '' ? {} : { nationality: nationality.trim().toUpperCase() }), ...(birthDate === undefined ? {} : { birthDate }),
        ...(read !== undefined && ['M', 'F', 'X'].includes(read.sex) ? { sex: read.sex } : {}),
        ...(number.trim() === '' ? {} : { documents: [{ type: 'P', number: number.trim().toUpperCase(), ...(read === undefined ? {} : { issuer: read.issuer }) }] }),
      },
    });
    if (answer?.ok) onAdded(answer.result.caseId);
    // Whoever turns out to be on the flight already is shown, not added twice.
    else if (answer?.ok === false && answer.refusal.code === 'person-on-flight' && typeof answer.refusal.params?.['caseId'] === 'string') onAdded(answer.refusal.params['caseId']);
  };
  return (
    <Dialog title={t('station.outsideTitle')} open stays wide onClose={onClose}>
      <p className="tg-muted">{t('station.outsideDetail')}</p>
      <Form problems={[...problems, ...refusal]} onSubmit={() => void submit()}>
        <Select id="outside-flight" label={t('station.flight')} value={chosen} onChange={setFlightId} autoFocus allowEmpty={false}
          options={(flights ?? []).map((flight) => ({ value: flight.flightId, label: `${flight.designator} · ${date(flight.flightDate)} · ${flight.origin}–${flight.destination}` }))} />
        <Columns minimum={220}>
          <TextField id="outside-surname" label={t('station.surname')} value={surname} onChange={setSurname} />
          <TextField label={t('station.givenNames')} value={givenNames} onChange={setGivenNames} required={false} />
          <TextField label={t('station.document')} code value={number} onChange={setNumber} required={false} />
          <TextField label={t('station.nationality')} code maxLength={3} value={nationality} onChange={setNationality} required={false} />
          <DateField id="outside-birth" label={t('station.birthDate')} value={birthDate} onChange={setBirthDate} required={false} />
          <TextField label={t('station.seat')} code maxLength={5} value={seat} onChange={setSeat} required={false} />
        </Columns>
        <RadioGroup label={t('station.personKind')} value={kind} onChange={setKind} options={[{ value: 'passenger', label: t('station.passenger') }, { value: 'crew', label: t('station.crew') }]} />
        {add.fault && <p className="tg-problem" role="alert"><ErrorText error={add.fault} /></p>}
        <div className="tg-form-foot">
          <Button kind="primary" type="submit" pending={add.pending} keyHint="Enter">{t('station.addPerson')}</Button>
          <Button onPress={onClose}>{t('station.cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
