import { useState, type ReactNode } from 'react';
import { canRegisterAs } from '../../../modules/goods/rules/parties.ts';
import { readAccreditation, undertakingOn } from '../../../modules/goods/rules/press-kits.ts';
import { useAct, useView } from '../../client.ts';
import { Checkbox } from '../../design/Checkbox.tsx';
import { DateField } from '../../design/DateTimeField.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { AskForm } from '../AskForm.tsx';
import { useGoodsWords, type Point } from '../registers.ts';
import type { ListVersion } from '../shapes.ts';
import { nextPiece, type Kit, type Kits, type TypedPiece } from './press.ts';
import { PressItems } from './PressItems.tsx';

/** Files the equipment of a journalist, or the corrected list of one that was returned. */
export function PressKitForm({ own, correcting, list, byOfficer, onDone }: { readonly own: Kits['own']; readonly correcting?: Kit | undefined; readonly list?: ListVersion | undefined; readonly byOfficer: boolean; readonly onDone: () => void }): ReactNode {
  const { t, pointName, today } = useGoodsWords();
  const notify = useNotify();
  const ports = useView<{ readonly points: readonly Point[] }>('ports.list', {}, { topics: ['ports'] });
  const act = useAct<unknown, { readonly number: string }>('goods.filePressKit', { topics: ['goods', 'consignment:*'] });
  const [accreditation, setAccreditation] = useState(correcting?.accreditation ?? own?.accreditation ?? '');
  const [holder, setHolder] = useState(correcting?.holderName ?? own?.holderName ?? '');
  const [pointCode, setPointCode] = useState<string | undefined>(correcting?.pointCode);
  const [venue, setVenue] = useState(correcting?.venue ?? '');
  const [arrivesOn, setArrivesOn] = useState<string | undefined>(correcting?.arrivesOn);
  const [leavesOn, setLeavesOn] = useState<string | undefined>(correcting?.leavesOn);
  const [cover, setCover] = useState<'none' | 'carnet'>(correcting?.carnetNumber == null ? 'none' : 'carnet');
  const [carnetNumber, setCarnetNumber] = useState(correcting?.carnetNumber ?? '');
  const [accepted, setAccepted] = useState(correcting !== undefined);
  const [pieces, setPieces] = useState<readonly TypedPiece[]>(() => list?.list.lines.map((line, place): TypedPiece => ({ key: place + 1, hsCode: line.hsCode, descriptionZh: line.descriptionZh, descriptionEn: line.descriptionEn, brand: line.brand ?? '', model: line.model ?? '', serial: line.serials[0] ?? '', value: line.totalValue, currency: line.currency, origin: line.origin })) ?? [nextPiece([])]);
  const points = ports.data?.data.points ?? [];
  const point = pointCode ?? (points.length === 1 ? points[0]!.code : undefined);
  const undertaking = undertakingOn(today);
  const number = readAccreditation(accreditation);
  const fixed = correcting !== undefined;
  const missing = (value: string | undefined, field: string): string | undefined => ((value ?? '').trim() === '' ? t('pressKits.needed', { field }) : undefined);
  const dayProblem = (value: string | undefined, field: string): string | undefined => (value === 'invalid' ? t('pressKits.dayWrong') : missing(value, field));
  const serials = pieces.map((piece) => readAccreditation(piece.serial));
  const wrong: Record<string, string | undefined> = {
    accreditation: canRegisterAs('person', number).ok ? undefined : t('pressKits.accreditationWrong'), holderName: missing(holder, t('pressKits.holder')), pointCode: missing(point, t('pressKits.port')), venue: missing(venue, t('pressKits.venue')),
    arrivesOn: dayProblem(arrivesOn, t('pressKits.arrivesOn')), leavesOn: dayProblem(leavesOn, t('pressKits.leavesOn')) ?? (arrivesOn !== undefined && leavesOn !== undefined && leavesOn < arrivesOn ? t('pressKits.daysWrong') : undefined),
    undertaking: cover === 'none' && !accepted ? t('pressKits.acceptNeeded') : undefined, carnetNumber: cover === 'carnet' && carnetNumber.trim().length < 4 ? t('pressKits.carnetNeeded') : undefined,
    ...Object.fromEntries(pieces.flatMap((piece, place) => [
      [`descriptionZh-${place}`, piece.descriptionZh.trim() === '' && piece.descriptionEn.trim() === '' ? t('pressKits.nameNeeded') : undefined],
      [`serial-${place}`, serials[place] !== '' && serials.indexOf(serials[place]!) !== place ? t('pressKits.serialTwice') : undefined],
      [`value-${place}`, /^\d{1,12}(\.\d{1,2})?$/.test(piece.value.trim()) ? undefined : t('pressKits.valueWrong')], [`currency-${place}`, /^[A-Z]{3}$/.test(piece.currency) ? undefined : t('pressKits.currencyWrong')], [`origin-${place}`, /^[A-Z]{2}$/.test(piece.origin) ? undefined : t('pressKits.originWrong')],
    ])),
  };
  const given = (text: string, name: string): object => (text.trim() === '' ? {} : { [name]: text.trim() });
  const send = (): void => void act.run({
    ...(correcting === undefined ? {} : { consignmentId: correcting.consignmentId }), accreditation: number, holderName: holder.trim(), pointCode: point, venue: venue.trim(), arrivesOn, leavesOn, cover,
    ...(cover === 'none' ? { undertaking: undertaking?.version } : { carnetNumber: carnetNumber.trim() }),
    items: pieces.map((piece) => ({ descriptionZh: piece.descriptionZh.trim(), descriptionEn: piece.descriptionEn.trim(), ...given(piece.brand, 'brand'), ...given(piece.model, 'model'), ...given(piece.serial, 'serial'), value: piece.value.trim(), currency: piece.currency, origin: piece.origin, hsCode: piece.hsCode })),
  }).then((answer) => {
    if (!answer?.ok) return;
    notify(t(fixed ? 'pressKits.filedVersion' : 'pressKits.filed', { number: answer.result.number }));
    onDone();
  });
  return (
    <AskForm title={t('pressKits.newKit')} prefix="kit-" wrong={wrong} action={act} submit={t(fixed ? 'pressKits.fileVersion' : 'pressKits.file')} onSend={send} onClose={onDone}>
      {(shown) => (
        <div className="pk-form">
          <div className="pk-pair">
            <TextField id="kit-accreditation" label={t('pressKits.accreditation')} code autoFocus={own === null && !fixed} maxLength={40} hint={t('pressKits.accreditationHint')} value={accreditation} problem={shown('accreditation')} disabledReason={own !== null || fixed ? t('pressKits.accreditationHint') : undefined} onChange={setAccreditation} />
            <TextField id="kit-holderName" label={t('pressKits.holder')} maxLength={200} value={holder} problem={shown('holderName')} onChange={setHolder} />
            <Select id="kit-pointCode" label={t('pressKits.port')} value={point} problem={shown('pointCode')} onChange={setPointCode} options={points.map((one) => ({ value: one.code, label: pointName(one) }))} />
            <TextField id="kit-venue" label={t('pressKits.venue')} hint={t('pressKits.venueHint')} maxLength={200} value={venue} problem={shown('venue')} onChange={setVenue} />
            <DateField id="kit-arrivesOn" label={t('pressKits.arrivesOn')} value={arrivesOn} problem={shown('arrivesOn')} onChange={setArrivesOn} />
            <DateField id="kit-leavesOn" label={t('pressKits.leavesOn')} hint={t('pressKits.leavesHint')} value={leavesOn} problem={shown('leavesOn')} onChange={setLeavesOn} />
          </div>
          <section className="tg-stack" aria-label={t('pressKits.items')}><PressItems pieces={pieces} shown={shown} onChange={setPieces} /></section>
          <RadioGroup id="kit-cover" label={t('pressKits.cover')} value={cover} disabledReason={fixed ? t('pressKits.cover') : undefined} onChange={(value) => setCover(value === 'carnet' ? 'carnet' : 'none')} options={[{ value: 'none', label: t('pressKits.cover.none') }, { value: 'carnet', label: t('pressKits.cover.carnet') }]} />
          {cover === 'none' && undertaking !== undefined && (
            <section className="pk-undertaking" aria-label={t('pressKits.undertaking')}>
              <p lang="zh">{undertaking.text.zh}</p><p lang="en">{undertaking.text.en}</p>
              <Checkbox id="kit-undertaking" label={t(byOfficer ? 'pressKits.acceptFor' : 'pressKits.accept')} value={accepted} problem={shown('undertaking')} onChange={setAccepted} />
            </section>
          )}
          {cover === 'carnet' && <TextField id="kit-carnetNumber" label={t('pressKits.carnetNumber')} code maxLength={40} hint={t('pressKits.carnetHint')} value={carnetNumber} problem={shown('carnetNumber')} disabledReason={fixed ? t('pressKits.carnetNumber') : undefined} onChange={setCarnetNumber} />}
        </div>
      )}
    </AskForm>
  );
}
