import type { ReactNode } from 'react';
import { Button } from '../design/Button.tsx';
import { Icon } from '../design/Icon.tsx';
import { useWords } from '../words.tsx';

/** Downloads figures, or the cases behind one, as a file made by the server as of the instant that the screen shows. */
export function Download({ format, input, asOf, disabledReason }: { readonly format: 'csv' | 'xlsx'; readonly input: Readonly<Record<string, unknown>>; readonly asOf: string | undefined; readonly disabledReason?: string | undefined }): ReactNode {
  const { t, language } = useWords();
  const name = t('statistics.download', { format: format.toUpperCase() });
  if (disabledReason !== undefined || asOf === undefined) return <Button icon="download" pending={disabledReason === undefined} disabledReason={disabledReason}>{name}</Button>;
  return (
    <a className="tg-button tg-button-quiet" download href={`/api/files/statistics.file?input=${encodeURIComponent(JSON.stringify({ ...input, format, language }))}&asOf=${encodeURIComponent(asOf)}`}>
      <Icon name="download" /><span className="tg-button-text">{name}</span>
    </a>
  );
}
