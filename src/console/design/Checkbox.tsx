import type { ReactNode } from 'react';
import type { FieldProps } from './Field.tsx';
import { useId } from 'react';

/** Takes yes or no. */
export function Checkbox({ label, id, hint, problem, required, disabledReason, value, onChange }: FieldProps & {
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}): ReactNode {
  const made = useId();
  const ownId = id ?? made;
  const below = disabledReason ?? hint;
  const described = [problem && `${ownId}-problem`, below && `${ownId}-hint`].filter(Boolean).join(' ');
  return (
    <div className={problem ? 'tg-field tg-field-wrong' : 'tg-field'}>
      <label className="tg-check" htmlFor={ownId}>
        <input id={ownId} type="checkbox" checked={value} disabled={disabledReason !== undefined} aria-required={required}
          aria-invalid={problem ? true : undefined} aria-describedby={described === '' ? undefined : described}
          onChange={(event) => onChange(event.target.checked)} />
        <span>{label}</span>
      </label>
      {problem && <p id={`${ownId}-problem`} className="tg-problem">{problem}</p>}
      {below && <p id={`${ownId}-hint`} className="tg-hint">{below}</p>}
    </div>
  );
}
