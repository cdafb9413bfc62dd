import { useState, type ReactNode } from 'react';
import type { Act } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Form, type Problem } from '../design/Form.tsx';
import { Columns } from '../design/Layout.tsx';
import { ErrorText } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { useWords } from '../words.tsx';
import { problemOf } from './staff.ts';

/** Asks for a place with a name in both languages; what else it needs stands above the names. */
export function PlaceDialog({ title, prefix, first, wrong, action, onSend, onClose, children }: {
  readonly title: string;
  /** Stands before the id of every field. */
  readonly prefix: string;
  /** The names that it has already. */
  readonly first?: { readonly nameEn: string; readonly nameZh: string };
  /** What is wrong with the fields above the names, by field. */
  readonly wrong: Readonly<Record<string, string | undefined>>;
  readonly action: Act<unknown, unknown>;
  readonly onSend: (names: { readonly nameEn: string; readonly nameZh: string }) => void;
  readonly onClose: () => void;
  /** Draws the fields above the names; `shown` gives what is wrong with one once it was tried. */
  readonly children: (shown: (field: string) => string | undefined) => ReactNode;
}): ReactNode {
  const { t, refusal } = useWords();
  const [nameEn, setNameEn] = useState(first?.nameEn ?? '');
  const [nameZh, setNameZh] = useState(first?.nameZh ?? '');
  const [tried, setTried] = useState(false);
  const needed = (name: string, key: 'staff.placeNameEn' | 'staff.placeNameZh'): string | undefined => (name.trim() === '' ? t('staff.needed', { field: t(key) }) : undefined);
  const all: Readonly<Record<string, string | undefined>> = { ...wrong, nameZh: needed(nameZh, 'staff.placeNameZh'), nameEn: needed(nameEn, 'staff.placeNameEn') };
  const shown = (field: string): string | undefined => (tried ? all[field] : undefined);
  const problems: readonly Problem[] = [
    ...(tried ? Object.entries(all).flatMap(([field, message]) => (message === undefined ? [] : [{ field: `${prefix}${field}`, message }])) : []),
    ...problemOf(action.refusal, prefix, refusal),
  ];
  return (
    <Dialog title={title} open stays onClose={onClose}>
      <Form label={title} problems={problems} onSubmit={() => {
        setTried(true);
        if (Object.values(all).every((message) => message === undefined)) onSend({ nameEn: nameEn.trim(), nameZh: nameZh.trim() });
      }}>
        {children(shown)}
        <Columns minimum={200}>
          <TextField id={`${prefix}nameZh`} label={t('staff.placeNameZh')} maxLength={120} value={nameZh} problem={shown('nameZh')} onChange={setNameZh} />
          <TextField id={`${prefix}nameEn`} label={t('staff.placeNameEn')} maxLength={120} value={nameEn} problem={shown('nameEn')} onChange={setNameEn} />
        </Columns>
        {action.fault && <p className="tg-problem" role="alert"><ErrorText error={action.fault} /></p>}
        <div className="tg-form-foot">
          <Button kind="primary" type="submit" pending={action.pending}>{title}</Button>
          <Button onPress={onClose}>{t('staff.cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
