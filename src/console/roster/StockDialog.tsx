import { useState, type ReactNode } from 'react';
import { stockKeepers } from '../../modules/roster/rules/roles.ts';
import { useAct } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import type { Problem } from '../design/Form.tsx';
import { NumberField } from '../design/NumberField.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { Select } from '../design/Select.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { useSession } from '../session.ts';
import { useReasonAgainst } from '../staff/staff.ts';
import { useRosterWords } from './roster.ts';
import { itemNames, unitOf, type Item, type Stock } from './stocks.ts';

const topics = ['stocks'];
const kinds = ['received', 'issued', 'counted', 'expired'] as const;

/** Records what came to a station, went, was counted or expired, and the least that must be there. */
export function StockDialog({ stocks, stationId, item, onClose }: { readonly stocks: readonly Stock[]; readonly stationId?: string; readonly item?: Item; readonly onClose: () => void }): ReactNode {
  const { t, ports, stationName, dateTime } = useRosterWords();
  const notify = useNotify();
  const own = useSession()?.officer.stationId ?? undefined;
  const reason = useReasonAgainst()(stockKeepers);
  const move = useAct<unknown, { readonly quantity: number }>('roster.moveStock', { topics });
  const [station, setStation] = useState(stationId ?? own);
  const [thing, setThing] = useState(item);
  const [kind, setKind] = useState<string>('received');
  const [quantity, setQuantity] = useState<number | undefined>(undefined);
  const [least, setLeast] = useState<number | undefined>(undefined);
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const stock = stocks.find((one) => one.stationId === station && one.item === thing);
  const unit = thing === undefined ? undefined : t(`roster.unit.${unitOf(thing)}`);
  const whole = (value: number | undefined): boolean => value !== undefined && Number.isInteger(value) && value >= 0 && value <= 1_000_000;
  const missing = (field: string, name: string): Problem => ({ field: `stock-${field}`, message: t('roster.wrongMissing', { field: name }) });
  const wrong: Problem[] = [
    ...(station === undefined ? [missing('stationId', t('roster.station'))] : []), ...(thing === undefined ? [missing('item', t('roster.item'))] : []),
    ...(whole(quantity) ? [] : [{ field: 'stock-quantity', message: t('roster.wrongNumber', { field: t('roster.quantity') }) }]), ...(least === undefined || whole(least) ? [] : [{ field: 'stock-least', message: t('roster.wrongNumber', { field: t('roster.least') }) }]),
  ];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === `stock-${field}`)?.message : undefined);
  return (
    <Dialog title={t('roster.moveTitle')} open stays onClose={onClose}>
      <ActForm act={move} label={t('roster.record')} icon="check" disabledReason={reason} problems={tried ? wrong : []} fields={{ stationId: 'stock-stationId', quantity: 'stock-quantity', least: 'stock-least' }} extra={<Button onPress={onClose}>{t('roster.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (wrong.length > 0 || thing === undefined || station === undefined) return;
        void move.run({ stationId: station, item: thing, kind, quantity, least: least ?? null, note: note.trim() }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('roster.moved', { item: t(`roster.item.${thing}`), station: stationName(station) ?? '', quantity: answer.result.quantity }));
          onClose();
        });
      }}>
        <div className="ro-fields">
          <Select id="stock-stationId" label={t('roster.station')} autoFocus={stationId === undefined} value={station} problem={at('stationId')} onChange={setStation} options={(ports?.stations ?? []).filter((one) => !one.closed).map((one) => ({ value: one.stationId, label: stationName(one.stationId) ?? one.stationId }))} />
          <Select id="stock-item" label={t('roster.item')} value={thing} problem={at('item')} onChange={(value) => setThing(itemNames.find((one) => one === value))} options={itemNames.map((one) => ({ value: one, label: t(`roster.item.${one}`) }))} />
        </div>
        {stock !== undefined && unit !== undefined && <p className="tg-muted">{t('roster.has', { quantity: stock.quantity, unit })}{stock.least === null ? '' : ` · ${t('roster.ofLeast', { least: stock.least })}`} · {t('roster.movedAt', { time: dateTime(stock.movedAt) })}</p>}
        <RadioGroup label={t('roster.kind')} value={kind} onChange={setKind} options={kinds.map((one) => ({ value: one, label: t(`roster.kind.${one}`) }))} />
        <div className="ro-fields">
          <NumberField id="stock-quantity" label={t('roster.quantity')} autoFocus={stationId !== undefined} unit={unit} value={quantity} problem={at('quantity')} onChange={setQuantity} />
          <NumberField id="stock-least" label={t('roster.least')} required={false} hint={t('roster.leastHint')} unit={unit} value={least} problem={at('least')} onChange={setLeast} />
        </div>
        <TextField label={t('roster.note')} required={false} maxLength={200} value={note} onChange={setNote} />
      </ActForm>
    </Dialog>
  );
}
