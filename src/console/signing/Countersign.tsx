import { useState, type ReactNode } from 'react';
import { useCountersign } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { ErrorText } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { useWords } from '../words.tsx';

/** Is the officer who signs here: by user name, or as a persona of an invented world, who has no password. */
export type Signer = { readonly officerId: string; readonly userName: string; readonly persona: boolean; readonly name: string };

/** Lets another officer sign at this screen: their own password, for this one act. Nothing of theirs is signed in. */
export function Countersign({ name, input, signer, topics, disabledReason, onSigned }: {
  readonly name: string;
  /** What is signed, or how it is made ready; undefined where it could not be. */
  readonly input: unknown; readonly signer: Signer; readonly topics: readonly string[]; readonly disabledReason?: string | undefined; readonly onSigned: () => void;
}): ReactNode {
  const { t, refusal } = useWords();
  const sign = useCountersign(name, topics);
  const [password, setPassword] = useState('');
  const go = async (): Promise<void> => {
    const what: unknown = typeof input === 'function' ? await (input as () => Promise<unknown>)() : input;
    if (what === undefined) return;
    const answer = await sign.run(signer.persona ? { persona: signer.officerId } : { user: signer.userName, password }, what);
    setPassword('');
    if (answer?.ok) onSigned();
  };
  const reason = disabledReason ?? (signer.persona || password !== '' ? undefined : t('signing.passwordMissing', { name: signer.name }));
  return (
    <div className="tg-stack" role="group" aria-label={t('signing.here', { name: signer.name })}>
      {signer.persona ? <p className="tg-muted">{t('signing.persona')}</p>
        : <TextField id={`sign-${name}`} label={t('signing.passwordOf', { name: signer.name })} hint={t('signing.hint')} type="password" required={false} value={password} onChange={setPassword} onEnter={() => reason === undefined && void go()} />}
      {sign.refusal && <p className="tg-problem" role="alert">{refusal(sign.refusal)}</p>}
      {sign.fault && <p className="tg-problem" role="alert"><ErrorText error={sign.fault} /></p>}
      <div className="tg-row"><Button icon="check" pending={sign.pending} disabledReason={reason} onPress={() => void go()}>{t('signing.sign', { name: signer.name })}</Button></div>
    </div>
  );
}
