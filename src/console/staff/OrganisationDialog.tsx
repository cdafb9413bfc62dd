import { useState, type ReactNode } from 'react';
import type { Act } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Form, type Problem } from '../design/Form.tsx';
import { CheckboxGroup } from '../design/RadioGroup.tsx';
import type { Option } from '../design/Select.tsx';
import { ErrorText } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { useWords } from '../words.tsx';
import { problemOf } from './staff.ts';

/** What an organisation's system is given: an address where it has one, and some of a list of things. */
export type OrganisationInput = { readonly organisation: string; readonly url: string; readonly chosen: readonly string[] };

/** Asks what an organisation's system is given. Shape: `field` is the name of the list in the action's input. */
export function OrganisationDialog({ title, field, chooseLabel, chooseMissing, options, address, action, onSend, onClose }: {
  readonly title: string;
  readonly field: 'roles' | 'topics';
  readonly chooseLabel: string;
  readonly chooseMissing: string;
  readonly options: readonly Option[];
  /** Asks for an address too. */
  readonly address: boolean;
  readonly action: Act<unknown, unknown>;
  readonly onSend: (input: OrganisationInput) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t, refusal } = useWords();
  const [draft, setDraft] = useState<OrganisationInput>({ organisation: '', url: '', chosen: [] });
  const [tried, setTried] = useState(false);
  const wrong: Readonly<Record<string, string | undefined>> = {
    organisation: draft.organisation.trim() === '' ? t('staff.needed', { field: t('staff.organisation') }) : undefined,
    url: address && draft.url.trim() === '' ? t('staff.needed', { field: t('staff.address') }) : undefined,
    [field]: draft.chosen.length === 0 ? chooseMissing : undefined,
  };
  const shown = (key: string): string | undefined => (tried ? wrong[key] : undefined);
  const problems: readonly Problem[] = [
    ...(tried ? Object.entries(wrong).flatMap(([key, message]) => (message === undefined ? [] : [{ field: `organisation-${key}`, message }])) : []),
    ...problemOf(action.refusal, 'organisation-', refusal),
  ];
  const change = (part: Partial<OrganisationInput>): void => setDraft((now) => ({ ...now, ...part }));
  return (
    <Dialog title={title} open stays onClose={onClose}>
      <Form label={title} problems={problems} onSubmit={() => {
        setTried(true);
        if (Object.values(wrong).every((message) => message === undefined)) onSend({ organisation: draft.organisation.trim(), url: draft.url.trim(), chosen: draft.chosen });
      }}>
        <TextField id="organisation-organisation" label={t('staff.organisation')} autoFocus maxLength={120} value={draft.organisation} problem={shown('organisation')} onChange={(organisation) => change({ organisation })} />
        {address && <TextField id="organisation-url" label={t('staff.address')} code hint={t('staff.addressHint')} maxLength={2000} value={draft.url} problem={shown('url')} onChange={(url) => change({ url })} />}
        <CheckboxGroup id={`organisation-${field}`} label={chooseLabel} value={draft.chosen} problem={shown(field)} options={options} onChange={(chosen) => change({ chosen })} />
        {action.fault && <p className="tg-problem" role="alert"><ErrorText error={action.fault} /></p>}
        <div className="tg-form-foot">
          <Button kind="primary" type="submit" pending={action.pending}>{title}</Button>
          <Button onPress={onClose}>{t('staff.cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
