import type { ReactNode } from 'react';
import { useWords } from '../words.tsx';
import { useBelow } from './Field.tsx';
import type { FieldProps } from './Field.tsx';
import { KeyHint } from './KeyHint.tsx';
import type { Option } from './Select.tsx';

type ChoiceProps = FieldProps & {
  readonly options: readonly Option[];
  /** Shows the digit that chooses each option; the form listens to it. */
  readonly digits?: boolean;
  readonly autoFocus?: boolean | undefined;
};

/** Takes one of a few options, all in sight. */
export function RadioGroup({ value, onChange, ...choice }: ChoiceProps & {
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
}): ReactNode {
  return <Choices {...choice} type="radio" chosen={value === undefined ? [] : [value]} onToggle={(option) => onChange(option)} />;
}

/** Takes any number of a few options, all in sight. */
export function CheckboxGroup({ value, onChange, ...choice }: ChoiceProps & {
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}): ReactNode {
  return (
    <Choices {...choice} type="checkbox" chosen={value}
      onToggle={(option, on) => onChange(on ? [...value, option] : value.filter((other) => other !== option))} />
  );
}

function Choices({ label, id, hint, problem, required, disabledReason, options, digits = false, autoFocus, type, chosen, onToggle }: ChoiceProps & {
  readonly type: 'radio' | 'checkbox';
  readonly chosen: readonly string[];
  readonly onToggle: (option: string, on: boolean) => void;
}): ReactNode {
  const { t } = useWords();
  const { ownId, describedBy, below } = useBelow({ id, hint, problem, disabledReason });
  const focused = type === 'radio' && chosen[0] !== undefined ? chosen[0] : options[0]?.value;
  return (
    <fieldset className={problem ? 'tg-field tg-field-wrong' : 'tg-field'} role={type === 'radio' ? 'radiogroup' : 'group'}
      aria-required={type === 'radio' && required ? true : undefined} aria-invalid={type === 'radio' && problem ? true : undefined}
      aria-describedby={describedBy}>
      <legend className="tg-label">{label}{required === false && <span className="tg-optional"> {t('design.optional')}</span>}</legend>
      <div className="tg-choices">
        {options.map((option, place) => (
          <label key={option.value} className="tg-choice" title={option.disabledReason}>
            <input type={type} name={ownId} id={place === 0 ? ownId : undefined} value={option.value} checked={chosen.includes(option.value)}
              disabled={(option.disabledReason ?? disabledReason) !== undefined} autoFocus={autoFocus && option.value === focused}
              onChange={(event) => onToggle(option.value, event.target.checked)} />
            <span className="tg-choice-mark" aria-hidden="true" />
            <span>{option.label}{option.hint !== undefined && <span className="tg-choice-hint">{option.hint}</span>}</span>
            {digits && place < 9 && <KeyHint keys={String(place + 1)} />}
          </label>
        ))}
      </div>
      {below}
    </fieldset>
  );
}
