import type { HTMLAttributes, ReactNode, Ref } from 'react';
import { Field, type FieldProps } from './Field.tsx';

/** Takes a line of text, or several. */
export function TextField({ value, onChange, lines = 1, type = 'text', code = false, autoFocus, autoComplete, maxLength, inputMode, placeholder, unit, ownScans, onEnter, ref, ...field }:
  FieldProps & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly lines?: number;
    readonly type?: 'text' | 'password' | 'search';
    /** Shown in a font that tells O from 0, without spelling checks. */
    readonly code?: boolean;
    readonly autoFocus?: boolean | undefined;
    readonly autoComplete?: string;
    readonly maxLength?: number | undefined;
    readonly inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
    readonly placeholder?: string;
    readonly unit?: string | undefined;
    /** The field takes scans itself; the page's scan box leaves them alone. */
    readonly ownScans?: boolean | undefined;
    readonly onEnter?: () => void;
    readonly ref?: Ref<HTMLInputElement>;
  }): ReactNode {
  return (
    <Field {...field}>
      {(control) => {
        const shared = {
          ...control,
          value,
          disabled: field.disabledReason !== undefined,
          className: code ? 'tg-input tg-code' : 'tg-input',
          spellCheck: code ? false : undefined,
          autoFocus,
          autoComplete: autoComplete ?? 'off',
          maxLength,
          placeholder,
        };
        if (lines > 1) return <textarea {...shared} rows={lines} onChange={(event) => onChange(event.target.value)} />;
        return (
          <span className="tg-input-frame">
            <input {...shared} ref={ref} type={type} inputMode={inputMode} data-scan={ownScans ? 'own' : undefined}
              onChange={(event) => onChange(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && onEnter && !event.nativeEvent.isComposing) {
                  event.preventDefault();
                  onEnter();
                }
              }} />
            {unit && <span className="tg-unit">{unit}</span>}
          </span>
        );
      }}
    </Field>
  );
}
