import { useState, type ReactNode } from 'react';
import { eventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { Button } from './Button.tsx';
import { Field, type FieldProps } from './Field.tsx';
import { readDay, readInstant, writeInstant } from './instants.ts';

/**
 * Takes a time of the event's zone, typed short (`0410`) or in full; on leaving the field it is written in full.
 * Shape: ISO instant in UTC; undefined when empty; `invalid` when what is typed is no time.
 */
export function DateTimeField({ value, day, onChange, autoFocus, ...field }: FieldProps & {
  readonly value: string | undefined;
  /** The day that a time typed short is of; without it the event's today. */
  readonly day?: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly autoFocus?: boolean | undefined;
}): ReactNode {
  const { t, timeZone } = useWords();
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const shown = draft ?? (value === undefined || value === 'invalid' ? '' : writeInstant(value, timeZone));
  return (
    <Field {...field} hint={field.hint ?? t('design.timeHint', { zone: timeZone })}>
      {(control) => (
        <span className="tg-input-frame">
          <input {...control} className="tg-input tg-code" autoComplete="off" inputMode="numeric" autoFocus={autoFocus} value={shown}
            disabled={field.disabledReason !== undefined}
            onChange={(event) => {
              const typed = event.target.value;
              setDraft(typed);
              onChange(typed.trim() === '' ? undefined : readInstant(day !== undefined && /^\d{1,2}:?\d{2}$/.test(typed.trim()) ? `${day} ${typed.trim()}` : typed, timeZone, eventNow()) ?? 'invalid');
            }}
            onBlur={() => {
              if (value !== 'invalid') setDraft(undefined);
            }} />
          <Button onPress={() => {
            setDraft(undefined);
            onChange(new Date(Math.floor(eventNow() / 60_000) * 60_000).toISOString());
          }}>{t('design.now')}</Button>
        </span>
      )}
    </Field>
  );
}

/** Takes a day. Shape: `2022-01-27`; undefined when empty; `invalid` when what is typed is no day. */
export function DateField({ value, onChange, autoFocus, ...field }: FieldProps & {
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly autoFocus?: boolean | undefined;
}): ReactNode {
  const { t } = useWords();
  const [draft, setDraft] = useState<string | undefined>(undefined);
  return (
    <Field {...field} hint={field.hint ?? t('design.dateHint')}>
      {(control) => (
        <input {...control} className="tg-input tg-code" autoComplete="off" inputMode="numeric" autoFocus={autoFocus}
          placeholder="2022-01-27" disabled={field.disabledReason !== undefined}
          value={draft ?? (value === undefined || value === 'invalid' ? '' : value)}
          onChange={(event) => {
            setDraft(event.target.value);
            onChange(event.target.value.trim() === '' ? undefined : readDay(event.target.value) ?? 'invalid');
          }}
          onBlur={() => {
            if (value !== 'invalid') setDraft(undefined);
          }} />
      )}
    </Field>
  );
}
