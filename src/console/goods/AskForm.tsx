import { useState, type ReactNode } from 'react';
import type { Act } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Form, type Problem } from '../design/Form.tsx';
import { ErrorText } from '../design/States.tsx';
import { problemOf } from '../staff/staff.ts';
import { useWords } from '../words.tsx';

/** What a form of a register is: its fields, what is wrong with each, and the action that it ends in. */
type AskProps = {
  readonly title: string;
  /** Stands before the id of every field; behind it the name of the action's input. */
  readonly prefix: string;
  /** What is wrong, by field; it is said once the form was tried. */
  readonly wrong: Readonly<Record<string, string | undefined>>;
  readonly action: Act<unknown, unknown>;
  readonly submit: string;
  /** Why it cannot be sent now. */
  readonly disabledReason?: string | undefined;
  readonly danger?: boolean;
  readonly onSend: () => void;
  readonly onClose?: () => void;
  readonly children: (shown: (field: string) => string | undefined) => ReactNode;
};

/** Asks for an entry of a register; a refusal leads to its field and nothing given is lost. */
export function AskForm({ title, prefix, wrong, action, submit, disabledReason, danger = false, onSend, onClose, children }: AskProps): ReactNode {
  const { t, refusal } = useWords();
  const [tried, setTried] = useState(false);
  const shown = (field: string): string | undefined => (tried ? wrong[field] : undefined);
  const problems: readonly Problem[] = [
    ...(tried ? Object.entries(wrong).flatMap(([field, message]) => (message === undefined ? [] : [{ field: `${prefix}${field}`, message }])) : []),
    ...problemOf(action.refusal, prefix, refusal),
  ];
  return (
    <Form label={title} problems={problems} onSubmit={() => {
      setTried(true);
      if (disabledReason === undefined && !action.pending && Object.values(wrong).every((message) => message === undefined)) onSend();
    }}>
      {children(shown)}
      {action.fault && <p className="tg-problem" role="alert"><ErrorText error={action.fault} /></p>}
      <div className="tg-form-foot">
        <Button kind={danger ? 'danger' : 'primary'} type="submit" pending={action.pending} disabledReason={disabledReason}>{submit}</Button>
        {onClose && <Button onPress={onClose}>{t('goodsRegisters.cancel')}</Button>}
      </div>
    </Form>
  );
}

/** Asks for an entry of a register before anything else. */
export function AskDialog({ wide = false, ...form }: AskProps & { readonly wide?: boolean; readonly onClose: () => void }): ReactNode {
  return <Dialog title={form.title} open stays wide={wide} onClose={form.onClose}><AskForm {...form} /></Dialog>;
}
