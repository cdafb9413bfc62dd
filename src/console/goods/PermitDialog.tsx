import { useState, type ReactNode } from 'react';
import { permitKinds, permits, type PermitKind } from '../../modules/goods/catalogue/kinds.ts';
import { goodsUnits } from '../../modules/goods/catalogue/units.ts';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { ComboBox } from '../design/ComboBox.tsx';
import { DateField } from '../design/DateTimeField.tsx';
import { Columns } from '../design/Layout.tsx';
import { CheckboxGroup } from '../design/RadioGroup.tsx';
import { Select } from '../design/Select.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { AskDialog } from './AskForm.tsx';
import { periodWrong } from './Mandates.tsx';
import { useGoodsWords, type Party, type Point } from './registers.ts';

type Draft = { readonly key: number; readonly hsPrefix: string; readonly description: string; readonly unit: string; readonly approved: string; readonly serials: string };

const emptyLine = (key: number): Draft => ({ key, hsPrefix: '', description: '', unit: 'C62', approved: '', serials: '' });
const plainQuantity = (typed: string): string => typed.normalize('NFKC').replaceAll(/[\s,]/gu, '');
/** Reads serial numbers as people list them: parted by commas, semicolons or lines, each once. */
export const serialsOf = (typed: string): string[] => [...new Set(typed.normalize('NFKC').split(/[,;、\n\t]+/u).map((one) => one.trim()).filter((one) => one !== ''))];

/** Enters a permit as its authority gave it, with the goods that it approves. */
export function PermitDialog({ parties, onClose }: { readonly parties: readonly Party[]; readonly onClose: () => void }): ReactNode {
  const { t, say, language, pointName, today } = useGoodsWords();
  const notify = useNotify();
  const ports = useView<{ readonly points: readonly Point[] }>('ports.list', {}, { topics: ['ports'] });
  const enter = useAct<unknown, unknown>('goods.enterPermit', { topics: ['permits'] });
  const [kind, setKind] = useState<PermitKind | undefined>(undefined);
  const [number, setNumber] = useState('');
  const [authority, setAuthority] = useState('');
  const [partyId, setPartyId] = useState<string | undefined>(undefined);
  const [validFrom, setValidFrom] = useState<string | undefined>(today);
  const [validUntil, setValidUntil] = useState<string | undefined>(undefined);
  const [points, setPoints] = useState<readonly string[]>([]);
  const [lines, setLines] = useState<readonly Draft[]>([emptyLine(1)]);
  const period = periodWrong(t, validFrom, validUntil);
  const needed = (value: string | undefined, field: string, least = 1): string | undefined => ((value ?? '').trim().length < least ? t('goodsRegisters.needed', { field }) : undefined);
  const lineWrong = Object.fromEntries(lines.flatMap((line, place): (readonly [string, string | undefined])[] => [
    [`hsPrefix-${line.key}`, /^\d{2,10}$/.test(line.hsPrefix) ? undefined : t('goodsRegisters.hsPrefixWrong', { line: place + 1 })],
    [`description-${line.key}`, line.description.trim() === '' ? t('goodsRegisters.descriptionWrong', { line: place + 1 }) : undefined],
    [`approved-${line.key}`, /^(?=.*[1-9])\d{1,12}(?:\.\d{1,6})?$/.test(plainQuantity(line.approved)) ? undefined : t('goodsRegisters.approvedWrong', { line: place + 1 })],
  ]));
  const change = (key: number, part: Partial<Draft>): void => setLines((now) => now.map((line) => (line.key === key ? { ...line, ...part } : line)));
  return (
    <AskDialog wide title={t('goodsRegisters.enterPermit')} prefix="permit-" action={enter} submit={t('goodsRegisters.enterPermit')} onClose={onClose}
      wrong={{ kind: needed(kind, t('goodsRegisters.kind')), number: needed(number, t('goodsRegisters.permitNumber'), 2), authority: needed(authority, t('goodsRegisters.authority')), partyId: needed(partyId, t('goodsRegisters.holder')), validFrom: period.from, validUntil: period.until, ...lineWrong }}
      onSend={() => void enter.run({ kind, number: number.trim(), authority: authority.trim(), partyId, validFrom, validUntil, points, lines: lines.map((line) => ({ hsPrefix: line.hsPrefix, description: line.description.trim(), unit: line.unit, approved: plainQuantity(line.approved), serials: serialsOf(line.serials) })) }).then((answer) => {
        if (!answer?.ok) return;
        notify(t('goodsRegisters.permitEntered', { number: number.trim() }));
        onClose();
      })}>
      {(shown) => (
        <>
          <Columns minimum={260}>
            <Select id="permit-kind" label={t('goodsRegisters.kind')} autoFocus value={kind} problem={shown('kind')} hint={kind === undefined ? undefined : t('goodsRegisters.legal', { source: permits[kind].source })} options={permitKinds.map((one) => ({ value: one, label: say(permits[one].name) }))}
              onChange={(value) => {
                const next = permitKinds.find((one) => one === value);
                // The usual authority of the kind, unless another was written.
                if (next !== undefined && (authority === '' || (kind !== undefined && authority === say(permits[kind].authority)))) setAuthority(say(permits[next].authority));
                setKind(next);
              }} />
            <TextField id="permit-number" label={t('goodsRegisters.permitNumber')} code maxLength={60} value={number} problem={shown('number')} onChange={setNumber} />
            <TextField id="permit-authority" label={t('goodsRegisters.authority')} maxLength={200} value={authority} problem={shown('authority')} onChange={setAuthority} />
            <ComboBox id="permit-partyId" label={t('goodsRegisters.holder')} value={partyId} problem={shown('partyId')} onChange={setPartyId} options={parties.map((party) => ({ value: party.partyId, label: say(party.name), hint: party.registration ?? undefined }))} />
            <DateField id="permit-validFrom" label={t('goodsRegisters.from')} value={validFrom} problem={shown('validFrom')} onChange={setValidFrom} />
            <DateField id="permit-validUntil" label={t('goodsRegisters.until')} value={validUntil} problem={shown('validUntil')} onChange={setValidUntil} />
          </Columns>
          <CheckboxGroup id="permit-points" label={t('goodsRegisters.points')} hint={t('goodsRegisters.pointsHint')} value={points} onChange={setPoints} options={(ports.data?.data.points ?? []).map((point) => ({ value: point.code, label: pointName(point) }))} />
          <fieldset className="gr-lines">
            <legend className="tg-label">{t('goodsRegisters.permitLines')}</legend>
            {lines.map((line, place) => (
              <div key={line.key} className="gr-line">
                <TextField id={`permit-hsPrefix-${line.key}`} label={t('goodsRegisters.hsPrefix')} code inputMode="numeric" maxLength={10} value={line.hsPrefix} problem={shown(`hsPrefix-${line.key}`) && t('goodsRegisters.hsPrefixHint')} onChange={(text) => change(line.key, { hsPrefix: text.normalize('NFKC').replaceAll(/[\s.]/gu, '') })} />
                <TextField id={`permit-description-${line.key}`} label={t('goodsRegisters.description')} maxLength={200} value={line.description} problem={shown(`description-${line.key}`) && t('goodsRegisters.needed', { field: t('goodsRegisters.description') })} onChange={(description) => change(line.key, { description })} />
                <TextField id={`permit-approved-${line.key}`} label={t('goodsRegisters.approved')} code inputMode="decimal" maxLength={24} value={line.approved} problem={shown(`approved-${line.key}`) && t('goodsRegisters.needed', { field: t('goodsRegisters.approved') })} onChange={(approved) => change(line.key, { approved })} />
                <Select label={t('goodsRegisters.unit')} allowEmpty={false} value={line.unit} onChange={(unit) => change(line.key, { unit: unit ?? 'C62' })} options={goodsUnits.map((unit) => ({ value: unit.code, label: `${unit[language]} (${unit.code})` }))} />
                <TextField label={t('goodsRegisters.serials')} required={false} lines={2} value={line.serials} onChange={(serials) => change(line.key, { serials })} hint={line.serials.trim() === '' ? undefined : t('goodsRegisters.serialCount', { count: serialsOf(line.serials).length })} />
                <Button kind="bare" icon="cross" label={t('goodsRegisters.removeLine', { line: place + 1 })} disabledReason={lines.length === 1 ? t('goodsRegisters.typeEmpty') : undefined} onPress={() => setLines(lines.filter((one) => one.key !== line.key))} />
              </div>
            ))}
            <div><Button icon="plus" onPress={() => setLines([...lines, emptyLine(Math.max(...lines.map((one) => one.key)) + 1)])}>{t('goodsRegisters.addLine')}</Button> <span className="tg-hint">{t('goodsRegisters.serialsHint')}</span></div>
          </fieldset>
        </>
      )}
    </AskDialog>
  );
}
