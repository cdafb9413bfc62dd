import { useState, type ReactNode } from 'react';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { DateField } from '../../design/DateTimeField.tsx';
import { Columns } from '../../design/Layout.tsx';
import { NumberField } from '../../design/NumberField.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { AskDialog } from '../AskForm.tsx';
import { periodWrong } from '../Mandates.tsx';
import { serialsOf } from '../PermitDialog.tsx';
import { readCny, useGoodsWords } from '../registers.ts';

type Draft = { readonly key: number; readonly description: string; readonly serials: string; readonly quantity: number | undefined; readonly value: string };
const emptyLine = (key: number): Draft => ({ key, description: '', serials: '', quantity: undefined, value: '' });

/** Enters a carnet as it was issued, with its whole general list. */
export function EnterCarnetDialog({ onClose }: { readonly onClose: (carnetId?: string) => void }): ReactNode {
  const { t, yuan } = useGoodsWords();
  const notify = useNotify();
  const enter = useAct<unknown, { readonly carnetId: string }>('goods.enterCarnet', { topics: ['carnets'] });
  const [given, setGiven] = useState({ number: '', association: '', country: '', holder: '', duties: '', security: '' });
  const [validFrom, setValidFrom] = useState<string | undefined>(undefined);
  const [validTo, setValidTo] = useState<string | undefined>(undefined);
  const [lines, setLines] = useState<readonly Draft[]>([emptyLine(1)]);
  const set = (field: keyof typeof given) => (text: string): void => setGiven((now) => ({ ...now, [field]: text }));
  const change = (key: number, part: Partial<Draft>): void => setLines((now) => now.map((line) => (line.key === key ? { ...line, ...part } : line)));
  const period = periodWrong(t, validFrom, validTo);
  const needed = (field: 'number' | 'association' | 'holder', least = 1): string | undefined => (given[field].trim().length < least ? t('goodsCarnets.wrongNeeded', { field: t(`goodsCarnets.${field}`) }) : undefined);
  const [dutiesCny, securityCny] = [readCny(given.duties), readCny(given.security)];
  const isWhole = (line: Draft): boolean => line.description.trim() !== '' && Number.isInteger(line.quantity) && (line.quantity ?? 0) > 0 && readCny(line.value) !== undefined;
  const lineWrong = Object.fromEntries(lines.map((line, place) => [`description-${line.key}`, isWhole(line) ? undefined : t('goodsCarnets.wrongItem', { item: place + 1 })]));
  return (
    <AskDialog wide title={t('goodsCarnets.enter')} prefix="carnet-" action={enter} submit={t('goodsCarnets.enter')} onClose={onClose}
      wrong={{ number: needed('number', 2), association: needed('association'), country: /^[A-Z]{3}$/.test(given.country) ? undefined : t('goodsCarnets.wrongCountry'), holder: needed('holder'), validFrom: period.from, validTo: period.until, dutiesCny: dutiesCny === undefined ? t('goodsCarnets.wrongAmount') : undefined, securityCny: securityCny === undefined ? t('goodsCarnets.wrongAmount') : undefined, ...lineWrong }}
      onSend={() => void enter.run({ number: given.number.trim(), association: given.association.trim(), country: given.country, holder: given.holder.trim(), validFrom, validTo, dutiesCny, securityCny, items: lines.map((line) => ({ description: line.description.trim(), serialNumbers: serialsOf(line.serials), quantity: line.quantity, valueCny: readCny(line.value) })) }).then((answer) => {
        if (!answer?.ok) return;
        notify(t('goodsCarnets.entered', { number: given.number.trim() }));
        onClose(answer.result.carnetId);
      })}>
      {(shown) => (
        <>
          <Columns minimum={220}>
            <TextField id="carnet-number" label={t('goodsCarnets.number')} autoFocus code maxLength={60} value={given.number} problem={shown('number')} onChange={set('number')} />
            <TextField id="carnet-association" label={t('goodsCarnets.association')} maxLength={200} value={given.association} problem={shown('association')} onChange={set('association')} />
            <TextField id="carnet-country" label={t('goodsCarnets.country')} hint={t('goodsCarnets.countryHint')} code maxLength={3} value={given.country} problem={shown('country')} onChange={(text) => set('country')(text.normalize('NFKC').trim().toUpperCase())} />
            <TextField id="carnet-holder" label={t('goodsCarnets.holder')} maxLength={200} value={given.holder} problem={shown('holder')} onChange={set('holder')} />
            <DateField id="carnet-validFrom" label={t('goodsCarnets.validFrom')} value={validFrom} problem={shown('validFrom')} onChange={setValidFrom} />
            <DateField id="carnet-validTo" label={t('goodsCarnets.validTo')} value={validTo} problem={shown('validTo')} onChange={setValidTo} />
            <TextField id="carnet-dutiesCny" label={t('goodsCarnets.duties')} code inputMode="decimal" maxLength={24} value={given.duties} problem={shown('dutiesCny')} onChange={set('duties')} />
            <TextField id="carnet-securityCny" label={t('goodsCarnets.security')} hint={dutiesCny === undefined ? undefined : t('goodsCarnets.securityHint', { most: yuan(Math.floor(Number(dutiesCny) * 110 + 1e-6)) })} code inputMode="decimal" maxLength={24} value={given.security} problem={shown('securityCny')} onChange={set('security')} />
          </Columns>
          <fieldset className="gr-lines">
            <legend className="tg-label">{t('goodsCarnets.list')}</legend>
            <p className="tg-muted">{t('goodsCarnets.listDetail')}</p>
            {lines.map((line, place) => (
              <div key={line.key} className="gc-line" role="group" aria-label={t('goodsCarnets.itemNumber', { item: place + 1 })}>
                <TextField id={`carnet-description-${line.key}`} label={`${place + 1}. ${t('goodsCarnets.description')}`} maxLength={200} value={line.description} problem={shown(`description-${line.key}`)} onChange={(description) => change(line.key, { description })} />
                <TextField id={`carnet-serials-${line.key}`} label={t('goodsCarnets.serials')} hint={t('goodsCarnets.serialsHint')} code value={line.serials} onChange={(serials) => change(line.key, { serials })} />
                <NumberField id={`carnet-quantity-${line.key}`} label={t('goodsCarnets.quantity')} value={line.quantity} onChange={(quantity) => change(line.key, { quantity })} />
                <TextField id={`carnet-value-${line.key}`} label={t('goodsCarnets.value')} code inputMode="decimal" maxLength={24} value={line.value} onChange={(value) => change(line.key, { value })} />
                {lines.length > 1 && <Button kind="bare" icon="cross" label={t('goodsCarnets.removeItem', { item: place + 1 })} onPress={() => setLines((now) => now.filter((one) => one.key !== line.key))} />}
              </div>
            ))}
            <div><Button icon="plus" onPress={() => setLines((now) => [...now, emptyLine(Math.max(...now.map((one) => one.key)) + 1)])}>{t('goodsCarnets.addItem')}</Button></div>
          </fieldset>
        </>
      )}
    </AskDialog>
  );
}
