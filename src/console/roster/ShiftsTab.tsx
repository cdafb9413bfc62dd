import { useState, type ReactNode } from 'react';
import { staffKeepers } from '../../modules/roster/rules/roles.ts';
import { useAct } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Checkbox } from '../design/Checkbox.tsx';
import { Dialog } from '../design/Dialog.tsx';
import type { Problem } from '../design/Form.tsx';
import { Panel } from '../design/Layout.tsx';
import { NumberField } from '../design/NumberField.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { useReasonAgainst } from '../staff/staff.ts';
import { readMinute, useRosterWords, writeMinute, type Shift } from './roster.ts';

const topics = ['roster'];
const dayMinutes = 1440;

/** The kinds of shift, each as a bar over the day, and the way to set them. */
export function ShiftsTab({ shifts, error, onRetry }: { readonly shifts: readonly Shift[] | undefined; readonly error: unknown; readonly onRetry: () => void }): ReactNode {
  const { t, named, number } = useRosterWords();
  const reason = useReasonAgainst()(staffKeepers);
  const [editing, setEditing] = useState<Shift | 'new' | undefined>(undefined);
  const hours = (minutes: number): string => t('roster.hoursOf', { hours: number(minutes / 60) });
  const columns: readonly Column<Shift>[] = [
    { key: 'shift', title: t('roster.shift'), sortValue: (one) => one.shift, cell: (one) => <span className="tg-nowrap"><span className="ro-code">{one.shift}</span> <strong>{named(one)}</strong></span> },
    { key: 'day', title: t('roster.day'), width: '44%', sortValue: (one) => one.startsMinute, cell: (one) => <DayBar shift={one} /> },
    { key: 'length', title: t('roster.length'), align: 'end', sortValue: (one) => one.lengthMinutes, cell: (one) => hours(one.lengthMinutes) },
    { key: 'breaks', title: t('roster.breaks'), align: 'end', sortValue: (one) => one.breakMinutes, cell: (one) => `${number(one.breakMinutes)} ${t('roster.minutes')}` },
    { key: 'state', title: t('roster.personState'), sortValue: (one) => Number(!one.active), cell: (one) => <Status tone={one.active ? 'done' : 'quiet'}>{t(one.active ? 'roster.shiftActive' : 'roster.shiftGone')}</Status> },
  ];
  return (
    <div className="tg-stack">
      <Panel flush title={t('roster.shiftsDetail')} actions={<Button icon="plus" disabledReason={reason} onPress={() => setEditing('new')}>{t('roster.addShift')}</Button>}>
        <div className="ro-wide"><Table label={t('roster.tabShifts')} columns={columns} rows={shifts} rowKey={(one) => one.shift} error={error} onRetry={onRetry} tone={(one) => (one.active ? undefined : 'quiet')} emptyTitle={t('roster.noShifts')} emptyDetail={t('roster.noShiftsDetail')} {...(reason === undefined ? { onOpen: setEditing } : {})} /></div>
      </Panel>
      {editing !== undefined && <ShiftDialog shift={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </div>
  );
}

function DayBar({ shift: { startsMinute, lengthMinutes } }: { readonly shift: Pick<Shift, 'startsMinute' | 'lengthMinutes'> }): ReactNode {
  const { t } = useRosterWords();
  const [from, until] = [writeMinute(startsMinute), writeMinute(startsMinute + lengthMinutes)];
  const over = Math.max(0, startsMinute + lengthMinutes - dayMinutes);
  const share = (minutes: number): string => `${(minutes / dayMinutes) * 100}%`;
  return (
    <span className="ro-day">
      <span className="ro-day-track" role="img" aria-label={t('roster.dayBar', { from, until })}>
        {over > 0 && <i style={{ left: 0, width: share(over) }} />}
        <i style={{ left: share(startsMinute), width: share(lengthMinutes - over) }} />
      </span>
      <span className="ro-day-times tg-code">{from} – {until}</span>
    </span>
  );
}

function ShiftDialog({ shift, onClose }: { readonly shift: Shift | undefined; readonly onClose: () => void }): ReactNode {
  const { t } = useRosterWords();
  const notify = useNotify();
  const save = useAct<unknown, unknown>('roster.setShift', { topics });
  const [code, setCode] = useState(shift?.shift ?? '');
  const [nameEn, setNameEn] = useState(shift?.nameEn ?? '');
  const [nameZh, setNameZh] = useState(shift?.nameZh ?? '');
  const [starts, setStarts] = useState(shift === undefined ? '' : writeMinute(shift.startsMinute));
  const [hours, setHours] = useState<number | undefined>(shift === undefined ? 8 : shift.lengthMinutes / 60);
  const [breaks, setBreaks] = useState<number | undefined>(shift?.breakMinutes ?? 45);
  const [active, setActive] = useState(shift?.active ?? true);
  const [tried, setTried] = useState(false);
  const startsMinute = readMinute(starts);
  const lengthMinutes = hours === undefined ? Number.NaN : Math.round(hours * 60);
  const wrong: Problem[] = [
    ...(/^[A-Z][A-Z0-9]{0,3}$/.test(code) ? [] : [{ field: 'shift-code', message: t('roster.wrongCode') }]),
    ...(nameEn.trim() === '' ? [{ field: 'shift-nameEn', message: t('roster.wrongMissing', { field: t('roster.nameEn') }) }] : []), ...(nameZh.trim() === '' ? [{ field: 'shift-nameZh', message: t('roster.wrongMissing', { field: t('roster.nameZh') }) }] : []),
    ...(startsMinute === undefined ? [{ field: 'shift-starts', message: t('roster.wrongStart') }] : []),
    ...(lengthMinutes >= 60 && lengthMinutes <= 960 ? [] : [{ field: 'shift-length', message: t('roster.wrongMissing', { field: t('roster.length') }) }]),
    ...(breaks !== undefined && Number.isInteger(breaks) && breaks >= 0 && breaks <= 180 ? [] : [{ field: 'shift-breaks', message: t('roster.wrongNumber', { field: t('roster.breaks') }) }]),
  ];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  return (
    <Dialog title={shift === undefined ? t('roster.addShift') : t('roster.changeShift', { shift: shift.shift })} open stays onClose={onClose}>
      <ActForm act={save} label={t('roster.save')} icon="check" problems={tried ? wrong : []} fields={{ shift: 'shift-code', breakMinutes: 'shift-breaks', lengthMinutes: 'shift-length' }} extra={<Button onPress={onClose}>{t('roster.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (wrong.length > 0) return;
        void save.run({ shift: code, active, nameEn: nameEn.trim(), nameZh: nameZh.trim(), startsMinute, lengthMinutes, breakMinutes: breaks }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('roster.shiftSaved', { shift: code }));
          onClose();
        });
      }}>
        <div className="ro-fields">
          {shift === undefined && <TextField id="shift-code" label={t('roster.shiftCode')} code autoFocus maxLength={4} hint={t('roster.shiftCodeHint')} value={code} problem={at('shift-code')} onChange={(value) => setCode(value.toUpperCase())} />}
          <TextField id="shift-starts" label={t('roster.startsAt')} code inputMode="numeric" hint={t('roster.startsHint')} value={starts} problem={at('shift-starts')} onChange={setStarts} />
          <TextField id="shift-nameEn" label={t('roster.nameEn')} maxLength={80} value={nameEn} problem={at('shift-nameEn')} onChange={setNameEn} />
          <TextField id="shift-nameZh" label={t('roster.nameZh')} maxLength={80} value={nameZh} problem={at('shift-nameZh')} onChange={setNameZh} />
          <NumberField id="shift-length" label={t('roster.length')} unit={t('roster.hours')} minimum={1} maximum={16} value={hours} problem={at('shift-length')} onChange={setHours} />
          <NumberField id="shift-breaks" label={t('roster.breaks')} unit={t('roster.minutes')} minimum={0} maximum={180} value={breaks} problem={at('shift-breaks')} onChange={setBreaks} />
        </div>
        {startsMinute !== undefined && lengthMinutes >= 60 && lengthMinutes <= 960 && <DayBar shift={{ startsMinute, lengthMinutes }} />}
        <Checkbox label={t('roster.shiftActive')} value={active} onChange={setActive} />
      </ActForm>
    </Dialog>
  );
}
