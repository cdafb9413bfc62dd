import { useState, type ReactNode } from 'react';
import { useWords } from '../words.tsx';
import { TextField } from './TextField.tsx';
import type { FieldProps } from './Field.tsx';

/** Reads a number as typed, with full-width digits and a decimal comma allowed. Shape: undefined when empty, NaN when not a number. */
export function readNumber(typed: string): number | undefined {
  const text = typed.normalize('NFKC').replace(/[,，。]/g, '.').trim();
  if (text === '') return undefined;
  return /^[+-]?\d*\.?\d+$|^[+-]?\d+\.$/.test(text) ? Number(text) : Number.NaN;
}

/** Takes a number. It never changes by wheel or arrow, since a reading must not move by accident. Shape: NaN for what is not a number. */
export function NumberField({ value, onChange, minimum, maximum, autoFocus, unit, ...field }: FieldProps & {
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly unit?: string | undefined;
}): ReactNode {
  const { t, number } = useWords();
  const [draft, setDraft] = useState(value === undefined || Number.isNaN(value) ? '' : String(value));
  const shown = Object.is(readNumber(draft), value) ? draft : value === undefined || Number.isNaN(value) ? '' : String(value);
  const range = minimum !== undefined && maximum !== undefined ? t('design.rangeHint', { minimum: number(minimum), maximum: number(maximum) }) : undefined;
  return (
    <TextField {...field} hint={field.hint ?? range} value={shown} inputMode="decimal" code autoFocus={autoFocus} unit={unit}
      onChange={(typed) => {
        setDraft(typed);
        onChange(readNumber(typed));
      }} />
  );
}

/** Takes several numbers, apart by blanks or commas: the batches led off an aircraft. Shape: undefined when empty, `invalid` when one is no number. */
export function NumbersField({ value, onChange, autoFocus, ...field }: FieldProps & {
  readonly value: readonly number[] | 'invalid' | undefined;
  readonly onChange: (value: readonly number[] | 'invalid' | undefined) => void;
  readonly autoFocus?: boolean | undefined;
}): ReactNode {
  const { t } = useWords();
  const [draft, setDraft] = useState(Array.isArray(value) ? value.join(' ') : '');
  return (
    <TextField {...field} hint={field.hint ?? t('design.numbersHint')} value={draft} inputMode="text" code autoFocus={autoFocus} onChange={(typed) => {
      setDraft(typed);
      const numbers = typed.normalize('NFKC').split(/[\s,、;+]+/).filter(Boolean).map(readNumber);
      onChange(numbers.length === 0 ? undefined : numbers.every((one) => one !== undefined && Number.isFinite(one)) ? (numbers as number[]) : 'invalid');
    }} />
  );
}
