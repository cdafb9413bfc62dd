import type { ReactNode } from 'react';
import { Checkbox } from './Checkbox.tsx';
import { ComboBox } from './ComboBox.tsx';
import { DateField, DateTimeField } from './DateTimeField.tsx';
import type { EvidenceField } from './evidence.ts';
import { NumberField, NumbersField } from './NumberField.tsx';
import { CheckboxGroup, RadioGroup } from './RadioGroup.tsx';
import { Select } from './Select.tsx';
import { TextField } from './TextField.tsx';

/** Draws the control of one evidence field: few options as buttons with digits, more as a select, many as a combo box. */
export function EvidenceControl({ field, id, label, hint, problem, value, optionLabel, autoFocus, onChange }: {
  readonly field: EvidenceField;
  readonly id: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly problem: string | undefined;
  readonly value: unknown;
  readonly optionLabel: (option: string) => string;
  readonly autoFocus: boolean;
  readonly onChange: (value: unknown) => void;
}): ReactNode {
  const shared = { id, label, hint, problem, required: field.required, autoFocus };
  const options = field.options.map((option) => ({ value: option, label: optionLabel(option) }));
  switch (field.kind) {
    case 'fixed': case 'files': return null;
    case 'answer':
      return (
        <div data-digits={field.name} className="tg-answer">
          <RadioGroup {...shared} digits options={options} value={typeof value === 'boolean' ? (value ? 'yes' : 'no') : undefined} onChange={(chosen) => onChange(chosen === 'yes')} />
        </div>
      );
    case 'numbers': return <NumbersField {...shared} value={value as readonly number[] | 'invalid' | undefined} onChange={onChange} />;
    case 'flag': return <Checkbox {...shared} value={value === true} onChange={onChange} />;
    case 'number': return <NumberField {...shared} value={value as number | undefined} onChange={onChange} minimum={field.minimum} maximum={field.maximum} unit={field.unit} />;
    case 'instant': return <DateTimeField {...shared} value={value as string | undefined} onChange={onChange} />;
    case 'day': return <DateField {...shared} value={value as string | undefined} onChange={onChange} />;
    case 'choices':
      return <div data-digits={field.name}><CheckboxGroup {...shared} digits options={options} value={(value as readonly string[] | undefined) ?? []} onChange={onChange} /></div>;
    case 'choice': {
      const chosen = value === undefined ? undefined : String(value);
      if (field.widget === 'select' || (field.widget !== 'buttons' && options.length > 9)) {
        return options.length > 15 ? <ComboBox {...shared} options={options} value={chosen} onChange={onChange} />
          : <Select {...shared} options={options} value={chosen} onChange={onChange} allowEmpty={!field.required} />;
      }
      return <div data-digits={field.name}><RadioGroup {...shared} digits options={options} value={chosen} onChange={onChange} /></div>;
    }
    case 'text':
      return (
        <TextField {...shared} value={(value as string | undefined) ?? ''} maxLength={field.maximumLength} unit={field.unit} inputMode={field.unit === undefined ? undefined : 'decimal'} lines={field.widget === 'note' ? 2 : 1}
          code={field.widget === 'scan' || field.pattern !== undefined} ownScans={field.widget === 'scan'} onChange={onChange} />
      );
  }
}
