import type { ReactNode } from 'react';
import { useBelow } from './Field.tsx';
import type { FieldProps } from './Field.tsx';

/** Takes yes or no. */
export function Checkbox({ label, id, hint, problem, required, disabledReason, value, onChange }: FieldProps & {
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}): ReactNode {
  const { ownId, describedBy, below } = useBelow({ id, hint, problem, disabledReason });
  return (
    <div className={problem ? 'tg-field tg-field-wrong' : 'tg-field'}>
      <label className="tg-check" htmlFor={ownId}>
        <input id={ownId} type="checkbox" checked={value} disabled={disabledReason !== undefined} aria-required={required}
          aria-invalid={problem ? true : undefined} aria-describedby={describedBy}
          onChange={(event) => onChange(event.target.checked)} />
        <span>{label}</span>
      </label>
      {below}
    </div>
  );
}
