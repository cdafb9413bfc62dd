import { useId, type ReactNode } from 'react';
import { useWords } from '../words.tsx';
import './fields.css';

/** What every field has in common. */
export type FieldProps = {
  readonly label: string;
  /** The id of the control, by which an error summary leads to it; made up when not given. */
  readonly id?: string | undefined;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  readonly required?: boolean | undefined;
  readonly disabledReason?: string | undefined;
  /** The label is only for screen readers. */
  readonly hideLabel?: boolean | undefined;
};

/** What a control inside a field must carry. */
export type ControlProps = {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-required': true | undefined;
};

/** Joins a label, a hint and a problem to one control. */
export function Field({ label, id, hint, problem, required, disabledReason, hideLabel, children }: FieldProps & {
  readonly children: (control: ControlProps) => ReactNode;
}): ReactNode {
  const made = useId();
  const { t } = useWords();
  const ownId = id ?? made;
  const below = disabledReason ?? hint;
  const described = [problem && `${ownId}-problem`, below && `${ownId}-hint`].filter(Boolean).join(' ');
  return (
    <div className={problem ? 'tg-field tg-field-wrong' : 'tg-field'}>
      <label htmlFor={ownId} className={hideLabel ? 'tg-hidden' : 'tg-label'}>
        {label}
        {required === false && <span className="tg-optional"> {t('design.optional')}</span>}
      </label>
      {children({
        id: ownId,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': problem ? true : undefined,
        'aria-required': required ? true : undefined,
      })}
      {problem && <p id={`${ownId}-problem`} className="tg-problem">{problem}</p>}
      {below && <p id={`${ownId}-hint`} className="tg-hint">{below}</p>}
    </div>
  );
}
