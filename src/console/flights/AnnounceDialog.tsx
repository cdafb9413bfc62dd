import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Checkbox } from '../design/Checkbox.tsx';
import { DateField, DateTimeField } from '../design/DateTimeField.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Form, type Problem } from '../design/Form.tsx';
import { Columns } from '../design/Layout.tsx';
import { NumberField } from '../design/NumberField.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { Select } from '../design/Select.tsx';
import { ErrorText } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { deskPath } from './flight.ts';

type Draft = {
  readonly designator: string; readonly date: string | undefined; readonly direction: string; readonly point: string | undefined; readonly origin: string; readonly destination: string; readonly stops: string;
  readonly at: string | undefined; readonly chartered: boolean; readonly seats: string; readonly persons: number | undefined; readonly risk: string;
};

type Ports = {
  readonly points: readonly { readonly code: string; readonly kind: string; readonly nameEn: string; readonly nameZh: string }[];
  readonly stations: readonly { readonly stationId: string; readonly pointCode: string }[];
};

const topics = ['board'];

// Where the officer sits; for somebody without a station the first airport, since what is announced here flies.
function usualPoint(ports: Ports | undefined, stationId: string | null | undefined): string | undefined {
  return ports?.stations.find((one) => one.stationId === stationId)?.pointCode ?? ports?.points.find((one) => one.kind === 'airport')?.code ?? ports?.points[0]?.code;
}

/** Lists the roles that may announce a flight, as the action does. */
export const announcers: readonly string[] = ['centre', 'airline', 'dutyOfficer', 'administrator'];

// The time typed goes along when the flight is moved to another day.
function onDay(at: string | undefined, before: string | undefined, after: string | undefined): string | undefined {
  const moved = Date.parse(at ?? '') + Date.parse(after ?? '') - Date.parse(before ?? '');
  return Number.isNaN(moved) ? at : new Date(moved).toISOString();
}

/** Announces a flight; what is not typed right is said at its field. */
export function AnnounceDialog({ date, designator = '', onClose, onAnnounced }: {
  readonly date: string;
  readonly designator?: string;
  readonly onClose: () => void;
  /** What comes next; without it the flight's desk opens. */
  readonly onAnnounced?: () => void;
}): ReactNode {
  const { t, refusal, language } = useWords();
  const navigate = useNavigate();
  const notify = useNotify();
  const ports = useView<Ports>('ports.list', {}, { topics: ['ports'] });
  const session = useSession();
  const announce = useAct<unknown, { readonly flightId: string }>('flights.announce', { topics });
  const [tried, setTried] = useState(false);
  const [draft, setDraft] = useState<Draft>({ designator, date, direction: 'arrival', point: undefined, origin: '', destination: '', stops: '', at: undefined, chartered: true, seats: '', persons: undefined, risk: 'medium' });
  const points = ports.data?.data.points ?? [];
  const point = draft.point ?? usualPoint(ports.data?.data, session?.officer.stationId);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const own = draft.direction === 'arrival' ? 'destination' : 'origin';
  const places = { origin: draft.origin, destination: draft.destination, [own]: draft[own] === '' ? point ?? '' : draft[own] };
  const stops = draft.stops.toUpperCase().split(/[\s,，、]+/).filter((stop) => stop !== '');
  const isPlace = (code: string): boolean => /^[A-Z]{3}$/.test(code);
  const wrong: Readonly<Record<string, string | undefined>> = {
    designator: /^(?:[A-Z][A-Z0-9]|[0-9][A-Z])[A-Z]?[0-9]{1,4}[A-Z]?$/.test(draft.designator) ? undefined : t('flights.wrongDesignator'),
    date: draft.date === undefined || draft.date === 'invalid' ? t('flights.wrongDay') : undefined,
    at: draft.at === undefined || draft.at === 'invalid' ? t('flights.wrongTime') : undefined,
    origin: isPlace(places.origin) ? undefined : t('flights.wrongPlace'),
    destination: isPlace(places.destination) ? undefined : t('flights.wrongPlace'),
    stops: stops.every(isPlace) ? undefined : t('flights.wrongPlace'),
    seats: draft.seats === '' || /^[A-Z]+(-[A-Z]+)*\|[0-9]{1,3}-[0-9]{1,3}$/.test(draft.seats) ? undefined : t('flights.wrongSeats'),
    persons: draft.persons === undefined || (Number.isInteger(draft.persons) && draft.persons >= 0 && draft.persons <= 2000) ? undefined : t('flights.wrongPersons'),
  };
  const refused = announce.refusal;
  const problems: Problem[] = [
    ...(tried ? Object.entries(wrong).flatMap(([field, message]) => (message === undefined ? [] : [{ field: `announce-${field}`, message }])) : []),
    ...(refused ? [{ field: refused.where === '/pointCode' ? 'announce-point' : 'announce-designator', message: refusal(refused) }] : []),
  ];
  const submit = async (): Promise<void> => {
    setTried(true);
    if (Object.values(wrong).some((message) => message !== undefined)) return;
    const answer = await announce.run({
      designator: draft.designator, flightDate: draft.date, direction: draft.direction, pointCode: point, ...places, ...(stops.length === 0 ? {} : { stops }), scheduledAt: draft.at, chartered: draft.chartered,
      ...(draft.seats === '' ? {} : { seatLayout: draft.seats }), ...(draft.persons === undefined ? {} : { expectedPersons: draft.persons }), risk: draft.risk,
    });
    if (!answer?.ok) return;
    notify(t('flights.announced', { flight: draft.designator }));
    onClose();
    if (onAnnounced) onAnnounced();
    else void navigate(deskPath(answer.result.flightId));
  };
  const shown = (name: string): string | undefined => (tried ? wrong[name] : undefined);
  return (
    <Dialog title={t('flights.announce')} open wide onClose={onClose} stays>
      <Form label={t('flights.announce')} problems={problems} onSubmit={() => void submit()}>
        <Columns minimum={230}>
          <TextField id="announce-designator" label={t('flights.designator')} code autoFocus value={draft.designator} maxLength={8} problem={shown('designator')} hint="CA926" onChange={(value) => change({ designator: value.toUpperCase().replaceAll(/\s/g, '') })} />
          <DateField id="announce-date" label={t('flights.flightDate')} value={draft.date} problem={shown('date')} onChange={(value) => change({ date: value, at: onDay(draft.at, draft.date, value) })} />
          <RadioGroup label={t('flights.direction')} value={draft.direction} onChange={(direction) => change({ direction })} options={[{ value: 'arrival', label: t('flights.arrival') }, { value: 'departure', label: t('flights.departure') }]} />
          <Select id="announce-point" label={t('flights.point')} allowEmpty={false} value={point} onChange={(value) => change({ point: value })} options={points.map((entry) => ({ value: entry.code, label: `${entry.code} ${language === 'zh' ? entry.nameZh : entry.nameEn}` }))} />
          <TextField id="announce-origin" label={t('flights.origin')} code maxLength={3} value={places.origin} problem={shown('origin')} onChange={(value) => change({ origin: value.toUpperCase() })} />
          <TextField id="announce-destination" label={t('flights.destination')} code maxLength={3} value={places.destination} problem={shown('destination')} onChange={(value) => change({ destination: value.toUpperCase() })} />
          <TextField id="announce-stops" label={t('flights.stops')} required={false} code value={draft.stops} problem={shown('stops')} onChange={(value) => change({ stops: value.toUpperCase() })} />
          <DateTimeField id="announce-at" label={t('flights.scheduledAt')} day={draft.date === 'invalid' ? undefined : draft.date} value={draft.at} problem={shown('at')} onChange={(value) => change({ at: value })} />
          <NumberField id="announce-persons" label={t('flights.expectedPersons')} required={false} value={draft.persons} problem={shown('persons')} onChange={(value) => change({ persons: value })} />
          <TextField id="announce-seats" label={t('flights.seatLayout')} required={false} code value={draft.seats} problem={shown('seats')} hint="ABC-DEF|1-40" onChange={(value) => change({ seats: value.toUpperCase() })} />
          <RadioGroup label={t('flights.risk')} value={draft.risk} onChange={(risk) => change({ risk })} options={(['low', 'medium', 'high'] as const).map((risk) => ({ value: risk, label: t(`flights.riskOf.${risk}`) }))} />
          <Checkbox label={t('flights.chartered')} value={draft.chartered} onChange={(chartered) => change({ chartered })} />
        </Columns>
        {announce.fault && <p className="tg-problem" role="alert"><ErrorText error={announce.fault} /></p>}
        <div className="tg-form-foot">
          <Button kind="primary" type="submit" keyHint="Enter" pending={announce.pending}>{t('flights.announce')}</Button>
          <Button onPress={onClose}>{t('flights.cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
