import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { useWords } from '../words.tsx';
import type { FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';
import type { Option } from './Select.tsx';

/** Takes one of a long list, found by typing a part of its name or hint. One that a page puts the focus in opens when it is typed in, not by itself over the fields below. */
export function ComboBox({ label, id, hint, problem, required, disabledReason, value, onChange, options, autoFocus }: FieldProps & {
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly options: readonly Option[];
  readonly autoFocus?: boolean | undefined;
}): ReactNode {
  const { t } = useWords();
  const below = disabledReason ?? hint;
  return (
    <AriaComboBox className={problem ? 'tg-field tg-field-wrong' : 'tg-field'} selectedKey={value ?? null} isInvalid={problem !== undefined}
      isDisabled={disabledReason !== undefined} isRequired={required === true} validationBehavior="aria" menuTrigger={autoFocus === true ? 'input' : 'focus'} defaultItems={options}
      onSelectionChange={(key) => onChange(key === null ? undefined : String(key))} allowsEmptyCollection>
      <Label className="tg-label">{label}{required === false && <span className="tg-optional"> {t('design.optional')}</span>}</Label>
      <span className="tg-input-frame tg-combobox">
        <Input id={id} className="tg-input" autoFocus={autoFocus} autoComplete="off" />
        <AriaButton className="tg-button tg-button-bare tg-button-icon" aria-label={t('design.choose')}><Icon name="chevronDown" /></AriaButton>
      </span>
      {problem && <FieldError className="tg-problem">{problem}</FieldError>}
      {below && <Text slot="description" className="tg-hint">{below}</Text>}
      <Popover className="tg-popover">
        <ListBox<Option> className="tg-listbox" renderEmptyState={() => <p className="tg-hint">{t('design.noMatch')}</p>}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.hint === undefined ? option.label : `${option.label} ${option.hint}`} className="tg-listbox-item">
              <span>{option.label}</span>
              {option.hint !== undefined && <span className="tg-muted">{option.hint}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
