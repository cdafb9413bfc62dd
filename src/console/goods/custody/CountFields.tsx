import type { ReactNode } from 'react';
import { TextField } from '../../design/TextField.tsx';
import { useWords } from '../../words.tsx';
import { readSerials } from '../desk/quantities.ts';
import { unitName } from '../marks.tsx';

/** Is what was scanned and counted so far, as it was typed. */
export type CountText = { readonly serialText: string; readonly counts: Readonly<Record<number, string>> };
/** Is a line that can be counted. */
export type Countable = { readonly position: number; readonly description: { readonly en: string; readonly zh: string }; readonly unit: string; readonly quantity: string; readonly serialCount: number };

/** Is a count of which nothing is entered. */
export const nothingCounted: CountText = { serialText: '', counts: {} };

/** Gives what was entered as the server takes it; a count of zero is a count too. */
export function countOf({ serialText, counts }: CountText): { serials: string[]; counts: { position: number; quantity: string }[] } {
  return { serials: readSerials(serialText), counts: Object.entries(counts).filter(([, quantity]) => quantity.trim() !== '').map(([position, quantity]) => ({ position: Number(position), quantity: quantity.trim() })) };
}

/** Tells at which lines the quantity is none. */
export function wrongCounts({ counts }: CountText): number[] {
  return Object.entries(counts).filter(([, quantity]) => quantity.trim() !== '' && !/^\d{1,12}(\.\d{1,6})?$/.test(quantity.trim())).map(([position]) => Number(position));
}

/** Takes what is scanned and counted: serial numbers in one field whatever their line, and a quantity for each line that has none. */
export function CountFields({ id, legend, lines, value, blind = false, autoFocus = false, problem, onChange }: {
  readonly id: string;
  readonly legend: string;
  readonly lines: readonly Countable[];
  readonly value: CountText;
  /** Does not say how much there should be, so that it is counted and not copied. */
  readonly blind?: boolean;
  readonly autoFocus?: boolean;
  readonly problem?: string | undefined;
  readonly onChange: (value: CountText) => void;
}): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const numbered = lines.filter((line) => line.serialCount > 0);
  const plain = lines.filter((line) => line.serialCount === 0);
  const wrong = new Set(wrongCounts(value));
  return (
    <fieldset className="gd-counted gd-count" id={id} tabIndex={-1}>
      <legend className="tg-label">{legend}</legend>
      {numbered.length > 0 && <div className="gd-count-all"><TextField id={`${id}-serials`} label={t('goodsCustody.serials')} lines={4} code autoFocus={autoFocus} {...(blind ? {} : { required: false })} value={value.serialText} problem={problem}
        hint={blind ? t('goods.scanDetail') : t('goods.serialsHint', { count: readSerials(value.serialText).length, expected: numbered.reduce((sum, line) => sum + line.serialCount, 0) })} onChange={(serialText) => onChange({ ...value, serialText })} /></div>}
      {plain.map((line, place) => (
        <TextField key={line.position} id={`${id}-${line.position}`} label={`${line.position} · ${say(line.description)}`} inputMode="decimal" code {...(blind ? {} : { required: false })} autoFocus={autoFocus && numbered.length === 0 && place === 0} unit={unitName(words, line.unit)} value={value.counts[line.position] ?? ''}
          problem={wrong.has(line.position) ? t('goods.wrongQuantity') : undefined} {...(blind ? {} : { hint: t('goodsCustody.hereNow', { quantity: line.quantity, unit: unitName(words, line.unit) }) })} onChange={(quantity) => onChange({ ...value, counts: { ...value.counts, [line.position]: quantity } })} />
      ))}
    </fieldset>
  );
}
