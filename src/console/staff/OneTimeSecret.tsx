import { useRef, useState, type ReactNode } from 'react';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Stack } from '../design/Layout.tsx';
import { Status } from '../design/Badge.tsx';
import { useWords } from '../words.tsx';

/** Shows a secret this once; it closes only by saying that it was kept. */
export function OneTimeSecret({ title, label, secret, detail, children, onClose }: { readonly title: string; readonly label: string; readonly secret: string; readonly detail?: string; readonly children?: ReactNode; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<'yes' | 'no' | undefined>(undefined);
  const copy = async (): Promise<void> => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(secret);
      setCopied('yes');
    } catch {
      setCopied('no');
    }
  };
  return (
    <Dialog title={title} open stays onClose={onClose} actions={<Button kind="primary" onPress={onClose}>{t('staff.keptIt')}</Button>}>
      <Stack>
        <p>{detail ?? t('staff.shownOnce')}</p>
        <label className="tg-label" htmlFor="one-time-secret">{label}</label>
        <div className="st-secret">
          <input ref={field} id="one-time-secret" className="tg-input tg-code" readOnly value={secret} onFocus={(event) => event.target.select()} />
          <Button icon="declaration" onPress={() => void copy()}>{t('staff.copy')}</Button>
        </div>
        <div role="status">{copied === 'yes' ? <Status tone="done">{t('staff.copied')}</Status> : copied === 'no' ? <Status tone="late">{t('staff.copyFailed')}</Status> : null}</div>
        {children}
      </Stack>
    </Dialog>
  );
}
