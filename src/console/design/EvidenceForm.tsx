import { useId, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Refusal } from '../http.ts';
import { useWords, type Words } from '../words.tsx';
import { Button } from './Button.tsx';
import { fieldsOf, firstValues, problemsOf, type EvidenceField, type EvidenceValues } from './evidence.ts';
import { EvidenceControl } from './EvidenceControl.tsx';
import { Form, type Problem } from './Form.tsx';
import { useDigits } from './listening.ts';
import { ErrorText } from './States.tsx';

/** Names a field of an evidence schema in the officer's language. */
export function evidenceTitle(words: Words, name: string): string {
  return words.find(`evidence.${name}`) ?? readable(name);
}

/** Names an option of a field of an evidence schema in the officer's language. */
export function evidenceOption(words: Words, name: string, option: string): string {
  return words.find(`evidenceOptions.${name}.${option}`) ?? words.find(`evidenceOptions.${option}`) ?? readable(option);
}

function readable(name: string): string {
  const spaced = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll(/[-_]/g, ' ').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const none: readonly string[] = [];

/**
 * Draws the form of an evidence schema, keyboard first: the first field still open has the focus, digits choose options and lead
 * to the next open field, Enter records; in a text of several lines Ctrl+Enter does.
 * With `oneKey` the form is recorded as soon as a digit or click has made it complete.
 */
export function EvidenceForm({ schema, known, hidden = none, folded = none, onSubmit, pending = false, refusal, fault, disabledReason, submitLabel, oneKey = false, autoFocus = true, extra, below, waitsFor }: {
  /** A JSON Schema of an object, as TypeBox writes it. */
  readonly schema: unknown;
  /** Values known before, which the officer confirms or changes. */
  readonly known?: EvidenceValues;
  /** Fields not shown, whose values are in `known`: identifiers that nobody types. */
  readonly hidden?: readonly string[];
  /** Optional fields that a normal case does not need: shown on demand. */
  readonly folded?: readonly string[];
  readonly onSubmit: (values: EvidenceValues) => void;
  readonly pending?: boolean;
  readonly refusal?: Refusal | undefined;
  readonly fault?: Error | undefined;
  /** Why the step cannot be recorded now. */
  readonly disabledReason?: string | undefined;
  readonly submitLabel?: string;
  readonly oneKey?: boolean;
  readonly autoFocus?: boolean;
  /** Further buttons beside the one that records. */
  readonly extra?: ReactNode;
  /** What stands below the fields and follows what is entered in them. */
  readonly below?: ((values: EvidenceValues) => ReactNode) | undefined;
  /** Why what is entered cannot be recorded yet. */
  readonly waitsFor?: ((values: EvidenceValues) => string | undefined) | undefined;
}): ReactNode {
  const words = useWords();
  const formId = useId();
  const fields = useMemo(() => fieldsOf(schema), [schema]);
  const shown = useMemo(() => fields.filter((field) => !hidden.includes(field.name)), [fields, hidden]);
  const [values, setValues] = useState<EvidenceValues>(() => firstValues(fields, known));
  const [firstOpen] = useState(() => (shown.find((field) => field.required && problemsOf([field], values).length > 0) ?? shown.find((field) => !folded.includes(field.name)) ?? shown[0])?.name);
  const [tried, setTried] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  // What was answered a moment ago may not be drawn yet; the next key goes on from here.
  const latest = useRef(values);
  const reason = disabledReason ?? waitsFor?.(values);
  const blocked = pending || reason !== undefined;
  const found = tried ? problemsOf(fields, values) : [];
  const idOf = (name: string): string => `${formId}-${name}`;
  const messages = new Map(found.map((problem) => [problem.field, words.t(`design.${problem.code}`, { ...problem.params, field: evidenceTitle(words, problem.field) })]));
  const problems: Problem[] = [...messages].map(([name, message]) => ({ field: idOf(name), message }));
  const where = refusal?.where?.split(/[./]/).pop();
  if (refusal) problems.push({ field: fields.some((field) => field.name === where) ? idOf(where ?? '') : undefined, message: words.refusal(refusal) });

  const isFolded = (field: EvidenceField): boolean => !field.required && folded.includes(field.name);
  const control = (field: EvidenceField): ReactNode => (
    <EvidenceControl key={field.name} field={field} id={idOf(field.name)} label={evidenceTitle(words, field.name)}
      hint={words.find(`evidence.hint.${field.name}`)} problem={messages.get(field.name)} value={values[field.name]}
      optionLabel={(option) => evidenceOption(words, field.name, option)} autoFocus={autoFocus && field.name === firstOpen}
      onChange={(value) => change(field, value)} />
  );

  const submit = (entered: EvidenceValues): void => {
    if (blocked) return;
    setTried(true);
    if (problemsOf(fields, entered).length > 0) return;
    onSubmit(Object.fromEntries(Object.entries(entered).filter(([, value]) => value !== undefined && value !== '')));
  };

  const change = (field: EvidenceField, value: unknown): void => {
    const wasIncomplete = problemsOf(fields, latest.current).length > 0;
    const next = { ...latest.current, [field.name]: value };
    latest.current = next;
    setValues(next);
    if (oneKey && (field.kind === 'choice' || field.kind === 'answer') && wasIncomplete && problemsOf(fields, next).length === 0) submit(next);
  };
  useDigits(frame, (name, place) => {
    const field = fields.find((one) => one.name === name);
    const option = field?.options[place];
    if (!field || option === undefined) return;
    if (field.kind === 'choices') {
      const chosen = (latest.current[field.name] as readonly string[] | undefined) ?? [];
      change(field, chosen.includes(option) ? chosen.filter((other) => other !== option) : [...chosen, option]);
      return;
    }
    change(field, field.kind === 'answer' ? option === 'yes' : option);
    const next = shown.find((one) => one.required && problemsOf([one], latest.current).length > 0);
    document.getElementById(idOf((next ?? field).name))?.focus();
  });

  return (
    <div ref={frame} onKeyDown={(event) => {
      const target = event.target as HTMLElement;
      const isText = target.closest('textarea') !== null && !event.ctrlKey && !event.metaKey;
      if (event.key !== 'Enter' || event.nativeEvent.isComposing || isText || target.closest('button, a, summary') || event.defaultPrevented) return;
      event.preventDefault();
      submit(latest.current);
    }}>
      <Form problems={problems} onSubmit={() => submit(latest.current)}>
        {shown.filter((field) => !isFolded(field)).map(control)}
        {shown.some(isFolded) && (
          <details className="tg-fold" open={shown.some((field) => isFolded(field) && messages.has(field.name)) || undefined}>
            <summary>{shown.filter(isFolded).map((field) => evidenceTitle(words, field.name)).join(' · ')} <span className="tg-optional">{words.t('design.optional')}</span></summary>
            <div className="tg-fold-fields">{shown.filter(isFolded).map(control)}</div>
          </details>
        )}
        {below?.(values)}
        {fault && <p className="tg-problem" role="alert"><ErrorText error={fault} /></p>}
        <div className="tg-form-foot">
          <Button kind="primary" type="submit" keyHint="Enter" pending={pending} disabledReason={reason}>{submitLabel ?? words.t('design.record')}</Button>
          {extra}
        </div>
      </Form>
    </div>
  );
}
