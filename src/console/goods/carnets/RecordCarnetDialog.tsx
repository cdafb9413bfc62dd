import { useMemo, useState, type ReactNode } from 'react';
import { canRecord, carnetRecordKinds, carnetState, freeFor, wholeCarnetKinds, type CarnetRecordKind } from '../../../modules/goods/rules/carnets.ts';
import { useAct, useView } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { ComboBox } from '../../design/ComboBox.tsx';
import { DateField } from '../../design/DateTimeField.tsx';
import { Columns } from '../../design/Layout.tsx';
import { NumberField } from '../../design/NumberField.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { AskDialog } from '../AskForm.tsx';
import { useGoodsWords } from '../registers.ts';
import type { Board } from '../shapes.ts';
import { ruleCarnet, ruleRecords, type WholeCarnet } from './carnets.ts';

/** Records a voucher, a proof, a seizure or a step of a claim; the rule that the server asks says beforehand what is possible. */
export function RecordCarnetDialog({ whole, consignmentId: forId, onClose, onRecorded }: {
  readonly whole: WholeCarnet;
  /** The consignment that comes in under the carnet, where it is known already. */
  readonly consignmentId?: string | undefined;
  readonly onClose: () => void; readonly onRecorded: () => void;
}): ReactNode {
  const { t, say, date, today, refusal } = useGoodsWords();
  const notify = useNotify();
  const act = useAct<unknown, unknown>('goods.recordCarnet', { topics: ['carnets', 'goods'] });
  const [kind, setKind] = useState<CarnetRecordKind>(forId === undefined && whole.carnet.here > 0 ? 'reExport' : 'import');
  const [day, setDay] = useState<string | undefined>(today);
  const [voucher, setVoucher] = useState('');
  const [place, setPlace] = useState('');
  const [reexportBy, setReexportBy] = useState<string | undefined>(undefined);
  const [consignmentId, setConsignmentId] = useState<string | undefined>(forId);
  const [pieces, setPieces] = useState<Readonly<Record<number, number | undefined>>>({});
  const [carnet, records] = useMemo(() => [ruleCarnet(whole), ruleRecords(whole.records)], [whole]);
  const isImport = kind === 'import';
  const isWhole = wholeCarnetKinds.includes(kind);
  const board = useView<Board>('goods.board', isImport ? { limit: 2000 } : undefined, { topics: ['goods'] });
  const covered = board.data?.data.consignments.filter((one) => one.cover === 'carnet') ?? [];
  const known = day !== undefined && day !== 'invalid';
  const balances = carnetState(carnet, records, known ? day : today).balances;
  const lines = whole.items.map((one) => ({ ...one, free: Number(freeFor(kind, balances.get(one.item)!)) })).filter((one) => one.free > 0);
  const named = isWhole ? [] : lines.flatMap(({ item }) => { const quantity = pieces[item]; return quantity === undefined || quantity === 0 ? [] : [{ item, quantity }]; });
  const isCounted = named.every(({ quantity }) => Number.isInteger(quantity) && quantity > 0);
  const until = isImport && reexportBy !== undefined && reexportBy !== 'invalid' ? reexportBy : null;
  const verdict = known && isCounted ? canRecord(carnet, records, { kind, day, voucher: null, place: null, reexportBy: until, items: named.map(({ item, quantity }) => ({ item, quantity: BigInt(quantity) })) }) : undefined;
  const what = t(`goodsCarnets.kind.${kind}`);
  return (
    <AskDialog wide title={t('goodsCarnets.recordTitle', { number: whole.carnet.number })} prefix="carnet-" action={act} submit={what} onClose={onClose} disabledReason={verdict === undefined || verdict.ok ? undefined : refusal(verdict.refusal)}
      wrong={{ day: known ? undefined : t('goodsCarnets.wrongDay'), reexportBy: reexportBy === 'invalid' ? t('goodsCarnets.wrongDay') : undefined, ...Object.fromEntries(named.map(({ item, quantity }) => [`pieces-${item}`, Number.isInteger(quantity) && quantity > 0 ? undefined : t('goodsCarnets.wrongNeeded', { field: t('goodsCarnets.pieces') })])) }}
      onSend={() => void act.run({ carnetId: whole.carnet.carnetId, kind, day, ...(voucher.trim() === '' ? {} : { voucher: voucher.trim() }), ...(place.trim() === '' ? {} : { place: place.trim() }), ...(until === null ? {} : { reexportBy: until }), ...(isImport && consignmentId !== undefined ? { consignmentId } : {}), items: named }).then((answer) => {
        if (!answer?.ok) return;
        notify(t('goodsCarnets.recorded', { number: whole.carnet.number, what }));
        onRecorded();
      })}>
      {(shown) => (
        <>
          <Columns minimum={220}>
            <Select id="carnet-kind" label={t('goodsCarnets.what')} autoFocus allowEmpty={false} value={kind} onChange={(value) => { setKind(carnetRecordKinds.find((one) => one === value) ?? kind); setPieces({}); }} options={carnetRecordKinds.map((one) => ({ value: one, label: t(`goodsCarnets.kind.${one}`) }))} />
            <DateField id="carnet-day" label={t('goodsCarnets.day')} value={day} problem={shown('day')} onChange={setDay} />
            <TextField id="carnet-voucher" label={t('goodsCarnets.voucher')} code maxLength={60} value={voucher} onChange={setVoucher} />
            <TextField id="carnet-place" label={kind === 'foreignImport' ? t('goodsCarnets.placeForeign') : t('goodsCarnets.place')} maxLength={200} value={place} onChange={setPlace} />
            {isImport && <DateField id="carnet-reexportBy" label={t('goodsCarnets.reexportBy')} hint={t('goodsCarnets.reexportByHint', { day: date(whole.carnet.validTo) })} value={reexportBy} problem={shown('reexportBy')} onChange={setReexportBy} />}
            {isImport && covered.length > 0 && <ComboBox id="carnet-consignmentId" label={t('goodsCarnets.consignment')} hint={t('goodsCarnets.consignmentHint')} value={consignmentId} onChange={setConsignmentId} options={covered.map((one) => ({ value: one.consignmentId, label: one.number, hint: say(one.party.name) }))} />}
          </Columns>
          {isWhole ? <p className="tg-muted">{t('goodsCarnets.wholeCarnet')}</p> : lines.length === 0 ? <p className="tg-muted">{t('goodsCarnets.nothingPossible')}</p> : (
            <fieldset className="gr-lines">
              <legend className="tg-label">{t('goodsCarnets.items')}</legend>
              <div><Button onPress={() => setPieces(Object.fromEntries(lines.map(({ item, free }) => [item, free])))}>{t('goodsCarnets.everything')}</Button></div>
              <div>
                {lines.map(({ item, description, free }) => (
                  <div key={`${kind} ${item}`} className="gc-pieces">
                    <span className="gr-two"><span><span className="tg-code">{item}</span> {description}</span></span>
                    <NumberField id={`carnet-pieces-${item}`} label={`${t('goodsCarnets.itemNumber', { item })} · ${t('goodsCarnets.pieces')}`} hint={t('goodsCarnets.freeOf', { free })} value={pieces[item]} problem={shown(`pieces-${item}`)} onChange={(quantity) => setPieces((now) => ({ ...now, [item]: quantity }))} />
                  </div>
                ))}
              </div>
            </fieldset>
          )}
        </>
      )}
    </AskDialog>
  );
}
