import type { ReactNode } from 'react';
import { useWords } from '../words.tsx';
import { Field, type FieldProps } from './Field.tsx';

/** One thing that can be chosen. */
export type Option = {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly disabledReason?: string | undefined;
};

/** Takes one of a short list. Above about fifteen options use ComboBox, below six RadioGroup. */
export function Select({ value, onChange, options, allowEmpty = true, autoFocus, ...field }: FieldProps & {
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly options: readonly Option[];
  readonly allowEmpty?: boolean;
  readonly autoFocus?: boolean | undefined;
}): ReactNode {
  const { t } = useWords();
  return (
    <Field {...field}>
      {(control) => (
        <span className="tg-select">
          <select {...control} className="tg-input" value={value ?? ''} autoFocus={autoFocus} disabled={field.disabledReason !== undefined}
            onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}>
            {(allowEmpty || value === undefined) && <option value="">{t('design.choose')}</option>}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabledReason !== undefined}>
                {option.disabledReason === undefined ? option.label : `${option.label} (${option.disabledReason})`}
              </option>
            ))}
          </select>
        </span>
      )}
    </Field>
  );
}
