import { useState, type ReactNode } from 'react';
import { NumberField } from '../design/NumberField.tsx';
import { useWords } from '../words.tsx';

/** Takes a number within bounds and hands on only such; what is typed meanwhile stays in the field with its problem. */
export function LayoutNumber({ value, minimum, maximum, onValue, ...field }: {
  readonly label: string;
  readonly value: number | undefined;
  readonly minimum: number;
  readonly maximum: number;
  readonly onValue: (value: number) => void;
  /** The field may be empty; then this is called. */
  readonly onEmpty?: () => void;
  readonly whole?: boolean;
  readonly unit?: string | undefined;
  readonly hint?: string | undefined;
  readonly hideLabel?: boolean;
}): ReactNode {
  const { onEmpty, whole = false, ...shown } = field;
  const { t, number } = useWords();
  const [draft, setDraft] = useState<{ readonly typed: number | undefined; readonly over: number | undefined } | undefined>(undefined);
  const drafted = draft !== undefined && Object.is(draft.over, value) ? draft : undefined;
  return (
    <NumberField {...shown} value={drafted === undefined ? value : drafted.typed} problem={drafted === undefined ? undefined : t('sourceLocation.range', { minimum: number(minimum), maximum: number(maximum) })}
      onChange={(typed) => {
        if (typed === undefined && onEmpty !== undefined) { setDraft(undefined); onEmpty(); return; }
        const good = typed !== undefined && typed >= minimum && typed <= maximum && (!whole || Number.isInteger(typed));
        setDraft(good ? undefined : { typed, over: value });
        if (good) onValue(typed);
      }} />
  );
}
