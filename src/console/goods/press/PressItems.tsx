import type { ReactNode } from 'react';
import { findWord } from '../../../words/words.ts';
import { Button } from '../../design/Button.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useWords } from '../../words.tsx';
import { kitCodes, nextPiece, type TypedPiece } from './press.ts';

const withPermit: readonly string[] = ['851762', '852560'];

/** Asks for the pieces of a kit, one below the other: it is filled in on a phone at the gate. */
export function PressItems({ pieces, shown, onChange }: { readonly pieces: readonly TypedPiece[]; readonly shown: (field: string) => string | undefined; readonly onChange: (pieces: readonly TypedPiece[]) => void }): ReactNode {
  const { t } = useWords();
  // What it is names it in both languages; whoever knows better writes it.
  const named = (language: 'zh' | 'en', code: string): string => findWord(language, `pressKits.what.${code}`)?.replace(/\s*[（(].*[)）]$/u, '') ?? '';
  const change = (key: number, part: Partial<TypedPiece>): void => onChange(pieces.map((piece) => (piece.key === key ? { ...piece, ...part } : piece)));
  return (
    <>
      {pieces.map((piece, place) => {
        const id = (field: string): string => `kit-${field}-${place}`;
        const field = (name: 'brand' | 'model' | 'serial' | 'descriptionZh' | 'descriptionEn' | 'value' | 'currency' | 'origin') => ({ id: id(name), label: t(`pressKits.${name}`), value: piece[name], problem: shown(`${name}-${place}`), onChange: (value: string) => change(piece.key, { [name]: value }) });
        return (
          <fieldset key={piece.key} className="pk-piece">
            <legend>{t('pressKits.item', { position: place + 1 })}</legend>
            <Select id={id('hsCode')} label={t('pressKits.what')} allowEmpty={false} value={piece.hsCode} options={kitCodes.map((code) => ({ value: code, label: t(`pressKits.what.${code}`) }))} hint={withPermit.includes(piece.hsCode) ? t('pressKits.permitNeeded') : undefined}
              onChange={(code) => change(piece.key, { hsCode: code ?? '852589', ...(piece.descriptionZh === '' || piece.descriptionZh === named('zh', piece.hsCode) ? { descriptionZh: named('zh', code ?? '') } : {}), ...(piece.descriptionEn === '' || piece.descriptionEn === named('en', piece.hsCode) ? { descriptionEn: named('en', code ?? '') } : {}) })} />
            <div className="pk-pair"><TextField {...field('descriptionZh')} maxLength={300} /><TextField {...field('descriptionEn')} maxLength={300} /></div>
            <div className="pk-pair"><TextField {...field('brand')} required={false} maxLength={80} /><TextField {...field('model')} required={false} maxLength={80} /></div>
            <TextField {...field('serial')} required={false} code maxLength={80} hint={t('pressKits.serialHint')} />
            <div className="pk-three"><TextField {...field('value')} inputMode="decimal" maxLength={15} /><TextField {...field('currency')} code maxLength={3} onChange={(value) => change(piece.key, { currency: value.toUpperCase() })} /><TextField {...field('origin')} code maxLength={2} placeholder="JP" onChange={(value) => change(piece.key, { origin: value.toUpperCase() })} /></div>
            {pieces.length > 1 && <p className="tg-row-end"><Button kind="bare" icon="cross" onPress={() => onChange(pieces.filter((one) => one.key !== piece.key))}>{t('pressKits.remove', { position: place + 1 })}</Button></p>}
          </fieldset>
        );
      })}
      <Button icon="plus" onPress={() => onChange([...pieces, nextPiece(pieces)])}>{t('pressKits.add')}</Button>
    </>
  );
}
