import { useState, type ReactNode } from 'react';
import type { HandOver, HandOvers as HandOversData } from '../../modules/duty/shapes.ts';
import { useAct } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { DateTimeField } from '../design/DateTimeField.tsx';
import { Dialog } from '../design/Dialog.tsx';
import type { Problem } from '../design/Form.tsx';
import { Icon } from '../design/Icon.tsx';
import { Facts, Panel } from '../design/Layout.tsx';
import { Select } from '../design/Select.tsx';
import { TextField } from '../design/TextField.tsx';
import { filePath } from '../flights/flight.ts';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { eventNow, useSession } from '../session.ts';
import { useWords } from '../words.tsx';

const topics = ['duty'];
const hour = 3_600_000;
const longestNote = 1000;
const sheetRoles = ['dutyOfficer', 'administrator', 'auditor'];

/** Tells whether the officer may see and print the sheet of a shift. */
export function useMayPrint(): boolean {
  const roles = useSession()?.officer.roles ?? [];
  return sheetRoles.some((role) => roles.includes(role));
}

/** A link that downloads the sheet of a shift as a PDF in the language of the screen. */
export function SheetLink({ pointCode, from, until, bare = false }: { readonly pointCode: string; readonly from: string; readonly until: string; readonly bare?: boolean }): ReactNode {
  const { t, language, dateTime } = useWords();
  return <a className={`tg-button tg-button-${bare ? 'bare' : 'quiet'}${bare ? ' tg-button-icon' : ''}`} download href={filePath('duty.sheet', { pointCode, from, until, language })} aria-label={bare ? `${t('duty.print')} ${dateTime(from)} – ${dateTime(until)}` : undefined} title={bare ? t('duty.print') : undefined}><Icon name="print" />{!bare && <span className="tg-button-text">{t('duty.sheet')}</span>}</a>;
}

/** The last hand-overs of the watch, each with its sheet. */
export function HandOverList({ handOvers }: { readonly handOvers: readonly HandOver[] | undefined }): ReactNode {
  const { t, say, dateTime, time } = useWords();
  const mayPrint = useMayPrint();
  return (
    <Panel flush title={t('duty.handOvers')}>
      {handOvers?.length === 0 && <p className="du-quiet">{t('duty.noHandOvers')}</p>}
      <ul className="du-hand-overs">
        {handOvers?.slice(0, 6).map((one) => (
          <li key={one.handOverId}>
            <span className="du-hand-over">
              <span><strong>{t('duty.handedTo', { by: say(one.givenBy), to: say(one.givenTo) })}</strong></span>
              <span className="tg-muted">{dateTime(one.from)} – {time(one.until)}{one.note !== '' && ` · ${one.note}`}</span>
              <span className="du-hand-over-state">{one.taken === null ? <Status tone={one.newest ? 'late' : 'quiet'}>{t('duty.notTaken')}</Status> : <Status tone="done">{t('duty.isTaken', { time: dateTime(one.taken.at) })}</Status>}<span className="tg-muted tg-code" title={one.sha256}>{one.sha256.slice(0, 12)}</span></span>
            </span>
            {mayPrint && <SheetLink pointCode={one.pointCode} from={one.from} until={one.until} bare />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Asks to whom the watch is handed over, for which shift, and with which note. */
export function HandOverDialog({ pointCode, data, onClose }: { readonly pointCode: string; readonly data: HandOversData; readonly onClose: () => void }): ReactNode {
  const { t, say } = useWords();
  const me = useSession()?.officer.id;
  const act = useAct('duty.handOver', { topics });
  // The shift goes on where the last one was handed over, if that is not too long ago.
  const [until, setUntil] = useState<string | undefined>(() => new Date(Math.floor(eventNow() / 60_000) * 60_000).toISOString());
  const [from, setFrom] = useState<string | undefined>(() => {
    const last = data.handOvers[0]?.until;
    const now = Math.floor(eventNow() / 60_000) * 60_000;
    return last !== undefined && now - Date.parse(last) <= 16 * hour && Date.parse(last) < now ? last : new Date(now - 8 * hour).toISOString();
  });
  const [to, setTo] = useState<string | undefined>(undefined);
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const noTime = (value: string | undefined): boolean => value === undefined || value === 'invalid';
  const wrong: Problem[] = [
    ...(to === undefined ? [{ field: 'duty-to', message: t('duty.officerNeeded') }] : []), ...(noTime(from) ? [{ field: 'duty-from', message: t('duty.timeNeeded') }] : []), ...(noTime(until) ? [{ field: 'duty-until', message: t('duty.timeNeeded') }] : []),
  ];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  return (
    <Dialog title={t('duty.handOver')} open stays onClose={onClose}>
      <ActForm act={act} label={t('duty.handOver')} icon="handOver" problems={tried ? wrong : []} fields={{ toOfficerId: 'duty-to', until: 'duty-until', from: 'duty-from' }} extra={<Button onPress={onClose}>{t('duty.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (wrong.length > 0) return;
        void act.run({ pointCode, from, until, toOfficerId: to, note: note.trim() }).then((answer) => { if (answer?.ok) onClose(); });
      }}>
        <p className="tg-muted">{t('duty.handOverDetail')}</p>
        <Select id="duty-to" label={t('duty.to')} autoFocus required value={to} onChange={setTo} problem={at('duty-to')} options={data.officers.filter((officer) => officer.officerId !== me).map((officer) => ({ value: officer.officerId, label: say(officer) }))} />
        <div className="du-fields">
          <DateTimeField id="duty-from" label={t('duty.from')} value={from} onChange={setFrom} problem={at('duty-from')} />
          <DateTimeField id="duty-until" label={t('duty.until')} value={until} onChange={setUntil} problem={at('duty-until')} />
        </div>
        <TextField id="duty-note" label={t('duty.note')} hint={t('duty.noteHint')} lines={4} maxLength={longestNote} value={note} onChange={setNote} />
        {!noTime(from) && !noTime(until) && <div><SheetLink pointCode={pointCode} from={from!} until={until!} /></div>}
      </ActForm>
    </Dialog>
  );
}

/** Shows what is handed over and takes it. */
export function TakeOverDialog({ handOver, onClose }: { readonly handOver: HandOver; readonly onClose: () => void }): ReactNode {
  const { t, say, dateTime } = useWords();
  const act = useAct('duty.takeOver', { topics });
  const [note, setNote] = useState('');
  return (
    <Dialog title={t('duty.takeOver')} open stays onClose={onClose}>
      <ActForm act={act} label={t('duty.takeOver')} icon="check" extra={<Button onPress={onClose}>{t('duty.cancel')}</Button>} onSubmit={() => void act.run({ handOverId: handOver.handOverId, note: note.trim() }).then((answer) => { if (answer?.ok) onClose(); })}>
        <p>{t('duty.takeOverDetail', { name: say(handOver.givenBy), from: dateTime(handOver.from), until: dateTime(handOver.until) })}</p>
        {handOver.note !== '' && <p className="du-note">{handOver.note}</p>}
        <Facts facts={[[t('duty.hash'), <span key="hash" className="tg-code du-hash">{handOver.sha256}</span>]]} />
        <div><SheetLink pointCode={handOver.pointCode} from={handOver.from} until={handOver.until} /></div>
        <TextField id="duty-take-note" label={t('duty.note')} lines={3} maxLength={longestNote} value={note} onChange={setNote} />
      </ActForm>
    </Dialog>
  );
}
