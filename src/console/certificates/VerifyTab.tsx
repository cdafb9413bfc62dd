import { useEffect, useRef, useState, type ReactNode } from 'react';
import { readView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Form } from '../design/Form.tsx';
import { Icon } from '../design/Icon.tsx';
import { Facts, Panel, Row } from '../design/Layout.tsx';
import { EmptyState, ErrorState, Skeleton } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { useFileDrop } from '../lists/importing.ts';
import { readBase64 } from '../lists/reading-files.ts';
import { useWords } from '../words.tsx';
import { sayingOf, type Verified } from './certificates.ts';

const mostBytes = 16_000_000;

type Stage = { readonly at: 'none' } | { readonly at: 'verifying' } | { readonly at: 'problem'; readonly message: string } | { readonly at: 'failed'; readonly error: unknown; readonly input: object } | { readonly at: 'verified'; readonly key: number; readonly verified: Verified };

// A scanner ends a code by Enter.
const isWhole = (text: string): boolean => /^\s*(?:HC1:|shc:\/|\{)[\s\S]*\n$/u.test(text);

/** Verifies what is scanned, pasted, chosen or dropped. */
export function VerifyTab(): ReactNode {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [stage, setStage] = useState<Stage>({ at: 'none' });
  const [tried, setTried] = useState(false);
  const turn = useRef(0);
  const chooser = useRef<HTMLInputElement>(null);

  const verify = async (input: object): Promise<void> => {
    const mine = ++turn.current;
    setTried(false);
    setStage({ at: 'verifying' });
    const next = await readView<Verified>('certificates.verify', input).then(({ data }): Stage => ({ at: 'verified', key: mine, verified: data }), (error: unknown): Stage => ({ at: 'failed', error, input }));
    if (mine === turn.current) setStage(next);
  };
  const take = (files: readonly File[]): void => {
    const [file] = files;
    if (file === undefined) return;
    if (file.size > mostBytes) return setStage({ at: 'problem', message: t('certificates.tooLarge', { most: mostBytes / 1_000_000 }) });
    void readBase64(file, () => undefined).then((content) => verify({ content, fileName: file.name.slice(0, 200) }), () => setStage({ at: 'problem', message: t('certificates.cannotRead') }));
  };
  const over = useFileDrop(take);
  const taker = useRef(take);
  taker.current = take;
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      taker.current(files);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, []);

  return (
    <div className={over ? 'tg-stack ct-over' : 'tg-stack'}>
      <Panel>
        <Form label={t('certificates.tabVerify')} problems={tried && text.trim() === '' ? [{ field: 'certificate-text', message: t('certificates.textMissing') }] : []} onSubmit={() => {
          setTried(true);
          if (text.trim() !== '') void verify({ text });
        }}>
          <TextField id="certificate-text" label={t('certificates.text')} hint={t('certificates.textHint')} lines={3} code autoFocus ownScans value={text} onChange={(typed) => {
            setText(typed);
            if (isWhole(typed)) {
              setText('');
              void verify({ text: typed.trim() });
            }
          }} />
          <input ref={chooser} type="file" hidden aria-label={t('certificates.chooseFile')} accept=".png,.jpg,.jpeg,.gif,.webp,.bmp,.pdf,.txt,.json,.smart-health-card" onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            take(files);
          }} />
          <Row>
            <Button kind="primary" type="submit" icon="check" pending={stage.at === 'verifying'}>{t('certificates.verify')}</Button>
            <Button icon="upload" onPress={() => chooser.current?.click()}>{t('certificates.chooseFile')}</Button>
            <span className="tg-muted">{t('certificates.dropHere')}</span>
          </Row>
        </Form>
      </Panel>
      <div role="status">
        {stage.at === 'none' && <Panel><EmptyState icon="scan" title={t('certificates.nothingYet')} /></Panel>}
        {stage.at === 'verifying' && <Panel><Skeleton lines={4} /></Panel>}
        {stage.at === 'problem' && <Panel><EmptyState icon="alarm" title={stage.message} /></Panel>}
        {stage.at === 'failed' && <Panel><ErrorState error={stage.error} onRetry={() => void verify(stage.input)} /></Panel>}
        {stage.at === 'verified' && <Verdict key={stage.key} verified={stage.verified} />}
      </div>
    </div>
  );
}

function Verdict({ verified }: { readonly verified: Verified }): ReactNode {
  const { t, find, date, dateTime } = useWords();
  const { verdict, code, holder, kind, trustSource, validFrom, validUntil, trustedKeys } = verified;
  const isValid = verdict === 'valid';
  const saying = sayingOf(verified);
  const times = [validFrom === null ? '' : t('certificates.from', { time: date(validFrom) }), validUntil === null ? '' : t('certificates.until', { time: date(validUntil) })].filter((part) => part !== '').join(' ');
  return (
    <section className={`ct-verdict ct-${saying}`} data-verdict={code} aria-label={t(`certificates.${saying}`)}>
      <Icon name={saying === 'valid' ? 'check' : saying === 'invalid' ? 'cross' : 'alarm'} size={44} />
      <div className="ct-verdict-body">
        <p className="ct-verdict-word">{t(`certificates.${saying}`)}</p>
        <p className="ct-verdict-why">{find(`certificates.code.${code}`) ?? code}</p>
        {trustedKeys === 0 && <p>{t('certificates.noKeys')}</p>}
        {holder !== null && <p><span className="tg-muted">{isValid ? t('certificates.holder') : t('certificates.claimed')}</span> <span className="ct-verdict-name">{holder.name}</span></p>}
        {holder !== null && isValid && <p>{t('certificates.compare')}</p>}
        <Facts facts={[
          ...(holder?.birthDate == null ? [] : [[t('certificates.birthDate'), holder.birthDate] as const]), ...(holder?.documentNumber == null ? [] : [[t('certificates.document'), <code key="document">{holder.documentNumber}</code>] as const]),
          ...(kind === null ? [] : [[t('certificates.kindLabel'), find(`certificates.kind.${kind}`) ?? kind] as const]), ...(times === '' ? [] : [[t('certificates.validity'), times] as const]),
          ...(trustSource === null ? [] : [[t('certificates.vouched'), <span key="vouched" className="ct-detail">{trustSource}</span>] as const]),
          [t('certificates.technical'), <span key="detail" className="tg-muted ct-detail"><code>{code}</code> {trustedKeys === 0 ? '' : verified.reason} {t('certificates.checkedAt', { time: dateTime(verified.at) })} · {t('certificates.trustedKeys', { count: trustedKeys })}</span>],
        ]} />
      </div>
    </section>
  );
}
