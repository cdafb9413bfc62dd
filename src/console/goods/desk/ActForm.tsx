import type { ReactNode } from 'react';
import { Button } from '../../design/Button.tsx';
import { Form, type Problem } from '../../design/Form.tsx';
import type { IconName } from '../../design/Icon.tsx';
import { ErrorText } from '../../design/States.tsx';
import type { Act } from '../../client.ts';
import { useWords } from '../../words.tsx';

/** A form that does one action: its problems on top, its refusal at its field, its button at the foot. Ctrl+Enter sends it from a text of several lines. */
export function ActForm({ act, problems = [], fields = {}, label, icon, disabledReason, autoFocus = false, onSubmit, extra, children }: {
  readonly act: Pick<Act<never, unknown>, 'pending' | 'refusal' | 'fault'>;
  readonly problems?: readonly Problem[];
  /** The field that a refusal leads to, by where it says that it is. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly label: string;
  readonly icon?: IconName;
  readonly disabledReason?: string | undefined;
  /** The button takes the focus: there is nothing to enter. */
  readonly autoFocus?: boolean;
  readonly onSubmit: () => void;
  /** Further buttons beside the one that does it. */
  readonly extra?: ReactNode;
  readonly children?: ReactNode;
}): ReactNode {
  const { refusal } = useWords();
  const refused = act.refusal;
  const where = refused?.where?.split('/').pop();
  const all: Problem[] = [...problems, ...(refused === undefined ? [] : [{ field: where === undefined ? undefined : fields[where], message: refusal(refused) }])];
  const submit = (): void => { if (disabledReason === undefined && !act.pending) onSubmit(); };
  return (
    <div onKeyDown={(event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      submit();
    }}>
      <Form label={label} problems={all} onSubmit={submit}>
        {children}
        {act.fault && <p className="tg-problem" role="alert"><ErrorText error={act.fault} /></p>}
        <div className="tg-form-foot">
          <Button kind="primary" type="submit" {...(icon === undefined ? {} : { icon })} autoFocus={autoFocus} pending={act.pending} disabledReason={disabledReason}>{label}</Button>
          {extra}
        </div>
      </Form>
    </div>
  );
}
