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

/** Writes what stands below a control, its problem and its hint or why it is disabled, and names it for `aria-describedby`. */
export function useBelow({ id, hint, problem, disabledReason }: Pick<FieldProps, 'id' | 'hint' | 'problem' | 'disabledReason'>): { readonly ownId: string; readonly describedBy: string | undefined; readonly below: ReactNode } {
  const made = useId();
  const ownId = id ?? made;
  const text = disabledReason ?? hint;
  const described = [problem && `${ownId}-problem`, text && `${ownId}-hint`].filter(Boolean).join(' ');
  return {
    ownId,
    describedBy: described === '' ? undefined : described,
    below: (
      <>
        {problem && <p id={`${ownId}-problem`} className="tg-problem">{problem}</p>}
        {text && <p id={`${ownId}-hint`} className="tg-hint">{text}</p>}
      </>
    ),
  };
}

/** Joins a label, a hint and a problem to one control. */
export function Field({ label, id, hint, problem, required, disabledReason, hideLabel, children }: FieldProps & {
  readonly children: (control: ControlProps) => ReactNode;
}): ReactNode {
  const { t } = useWords();
  const { ownId, describedBy, below } = useBelow({ id, hint, problem, disabledReason });
  return (
    <div className={problem ? 'tg-field tg-field-wrong' : 'tg-field'}>
      <label htmlFor={ownId} className={hideLabel ? 'tg-hidden' : 'tg-label'}>
        {label}
        {required === false && <span className="tg-optional"> {t('design.optional')}</span>}
      </label>
      {children({
        id: ownId,
        'aria-describedby': describedBy,
        'aria-invalid': problem ? true : undefined,
        'aria-required': required ? true : undefined,
      })}
      {below}
    </div>
  );
}
