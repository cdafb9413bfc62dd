import { useState, type ReactNode } from 'react';
import { addDays } from '../../modules/goods/rules/dates.ts';
import { useAct, useView } from '../client.ts';
import { DateField } from '../design/DateTimeField.tsx';
import { Columns } from '../design/Layout.tsx';
import { NumberField } from '../design/NumberField.tsx';
import { Select } from '../design/Select.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { AskDialog } from './AskForm.tsx';
import { useGoodsWords, type Point } from './registers.ts';

const numbers = ['minutes', 'officersWorkday', 'officersRestDay', 'perOfficer'] as const;

/** Opens the windows of an inspection place for some days: working days in full, days of rest with their own staff. */
export function OpenWindowsDialog({ today, onClose }: { readonly today: string; readonly onClose: () => void }): ReactNode {
  const { t, pointName } = useGoodsWords();
  const notify = useNotify();
  const open = useAct<unknown, { readonly opened: number; readonly already: number }>('goods.openWindows', { topics: ['windows'] });
  const points = useView<{ readonly points: readonly Point[] }>('ports.list', {}).data?.data.points ?? [];
  const [pointCode, setPointCode] = useState<string | undefined>(undefined);
  const [text, setText] = useState({ placeEn: '', placeZh: '', equipment: '', opensAt: '09:00', closesAt: '17:00' });
  const [days, setDays] = useState<{ readonly from: string | undefined; readonly to: string | undefined }>({ from: today, to: addDays(today, 6) });
  const [count, setCount] = useState<Readonly<Record<(typeof numbers)[number], number | undefined>>>({ minutes: 60, officersWorkday: 2, officersRestDay: 1, perOfficer: 1 });
  const needed = (value: string | undefined, field: string): string | undefined => (value === undefined || value.trim() === '' ? t('goodsAppointments.needed', { field }) : undefined);
  const time = (value: string): string | undefined => (/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value) ? undefined : t('goodsAppointments.timeWrong'));
  const day = (value: string | undefined): string | undefined => (value === undefined || value === 'invalid' ? t('goodsAppointments.dayNeeded') : undefined);
  const wrong: Record<string, string | undefined> = {
    pointCode: needed(pointCode, t('goodsAppointments.port')), placeEn: needed(text.placeEn, t('goodsAppointments.placeEn')), placeZh: needed(text.placeZh, t('goodsAppointments.placeZh')), from: day(days.from), to: day(days.to) ?? (day(days.from) === undefined && days.from! > days.to! ? t('goodsAppointments.dayOrder') : undefined), opensAt: time(text.opensAt), closesAt: time(text.closesAt),
    ...Object.fromEntries(numbers.map((name) => [name, Number.isInteger(count[name]) ? undefined : t('goodsAppointments.numberWrong')])),
  };
  const send = (): void => void open.run({ pointCode, placeEn: text.placeEn.trim(), placeZh: text.placeZh.trim(), dedicated: true, equipment: text.equipment.split(/[,，、]/u).map((one) => one.trim()).filter((one) => one !== ''), ...days, opensAt: text.opensAt, closesAt: text.closesAt, ...count }).then((answer) => {
    if (!answer?.ok) return;
    notify(t('goodsAppointments.opened', { ...answer.result }));
    onClose();
  });
  return (
    <AskDialog title={t('goodsAppointments.openWindows')} prefix="windows-" wide action={open} submit={t('goodsAppointments.openWindows')} wrong={wrong} onSend={send} onClose={onClose}>
      {(shown) => (
        <Columns minimum={200}>
          <Select id="windows-pointCode" label={t('goodsAppointments.port')} autoFocus value={pointCode} problem={shown('pointCode')} onChange={setPointCode} options={points.map((point) => ({ value: point.code, label: pointName(point) }))} />
          {(['placeZh', 'placeEn'] as const).map((name) => <TextField key={name} id={`windows-${name}`} label={t(`goodsAppointments.${name}`)} maxLength={120} value={text[name]} problem={shown(name)} onChange={(value) => setText({ ...text, [name]: value })} />)}
          <TextField id="windows-equipment" label={t('goodsAppointments.equipment')} hint={t('goodsAppointments.equipmentHint')} required={false} value={text.equipment} onChange={(equipment) => setText({ ...text, equipment })} />
          {(['from', 'to'] as const).map((name) => <DateField key={name} id={`windows-${name}`} label={t(`goodsAppointments.${name}`)} value={days[name]} problem={shown(name)} onChange={(value) => setDays({ ...days, [name]: value })} />)}
          {(['opensAt', 'closesAt'] as const).map((name) => <TextField key={name} id={`windows-${name}`} label={t(`goodsAppointments.${name}`)} code maxLength={5} value={text[name]} problem={shown(name)} onChange={(value) => setText({ ...text, [name]: value })} />)}
          {numbers.map((name) => <NumberField key={name} id={`windows-${name}`} label={t(`goodsAppointments.${name}`)} value={count[name]} problem={shown(name)} onChange={(value) => setCount({ ...count, [name]: value })} {...(name === 'minutes' ? { unit: t('goodsAppointments.minute') } : {})} />)}
        </Columns>
      )}
    </AskDialog>
  );
}
