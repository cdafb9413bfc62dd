import type { ReactNode } from 'react';
import { findQuestion } from '../../modules/declarations/catalogue.ts';
import { Icon } from '../design/Icon.tsx';
import { Status } from '../design/Badge.tsx';
import { Panel } from '../design/Layout.tsx';
import { useEventNow } from '../session.ts';
import { useWords, type Words } from '../words.tsx';
import { freshMilliseconds, type KeptKeys } from './code-keys.ts';
import { differencesOf } from './code-person.ts';
import { genuine, wrongOutcomes, type CodeReading, type Declared } from './code-reading.ts';
import { nameOf, type PersonCard } from './shapes.ts';

function nextOf({ t, dateTime }: Words, { verdict, nobody }: CodeReading): string | undefined {
  const { code, declaration, kind } = verdict;
  const next = (): string | undefined => {
    switch (code) {
      case 'valid': return undefined;
      case 'not-yet-valid': return t('codes.next.not-yet-valid', { time: dateTime(declaration?.validFrom ?? '') });
      case 'expired': return t('codes.next.expired', { time: dateTime(declaration?.validUntil ?? '') });
      case 'key-unsupported': return kind === undefined ? t('codes.next.insecure') : t('codes.next.key-unsupported', { kind });
      default: return t(`codes.next.${code}`);
    }
  };
  const who = nobody === undefined ? undefined : nobody === 'here' ? t('codes.nobodyHere') : t('codes.nobodyOffline');
  return [next(), who].filter(Boolean).join(' ') || undefined;
}

/** Says what a scanned code is, and what is done next: quietly where it is valid. */
export function CodeStrip({ reading }: { readonly reading: CodeReading | undefined }): ReactNode {
  const words = useWords();
  const { t, date, dateTime } = words;
  if (reading === undefined) return <div role="status" className="tg-code-place" />;
  const { verdict } = reading;
  const declaration = genuine(verdict);
  const tone = verdict.code === 'valid' ? 'valid' : wrongOutcomes.includes(verdict.code) ? 'wrong' : 'late';
  const next = nextOf(words, reading);
  return (
    <div role="status" className="tg-code-place">
      <section key={reading.key} className={`tg-code-strip tg-code-${tone}`} data-code={verdict.code} aria-label={t('codes.code')}>
        <Icon name={tone === 'valid' ? 'check' : tone === 'wrong' ? 'cross' : 'alarm'} size={20} />
        <div className="tg-code-body">
          <p className="tg-code-line">
            <strong>{t(`codes.${verdict.code}`)}</strong>
            {declaration !== null && <>
              <span className="tg-code-who">{nameOf(declaration)}</span>
              <span>{declaration.flight} · {date(declaration.flightDate)}</span>
              <span>{t('codes.documentEnd', { end: declaration.documentEnd })}</span>
              <span className={`tg-code-result tg-code-result-${declaration.result}`}>{t(`codes.result.${declaration.result}`)}</span>
              {verdict.code === 'valid' && <span className="tg-muted">{t('codes.validUntil', { time: dateTime(declaration.validUntil) })}</span>}
            </>}
          </p>
          {next !== undefined && <p className="tg-code-next"><Icon name="chevronRight" size={14} /><span>{next}</span></p>}
        </div>
      </section>
    </div>
  );
}

/** Says loudly where a code and the person in front of the officer disagree. Shape: nothing where they agree. */
export function CodeDifferences({ reading, card }: { readonly reading: CodeReading; readonly card: PersonCard }): ReactNode {
  const { t } = useWords();
  const declaration = genuine(reading.verdict);
  if (declaration === null) return null;
  const differences = differencesOf(declaration, card);
  if (differences.length === 0) return card.documents.length > 0 ? null : <p className="tg-warning"><Icon name="alarm" /> {t('codes.noDocument', { end: declaration.documentEnd })}</p>;
  return (
    <div className="tg-code-differs" role="alert" data-differs={differences.map(({ what }) => what).join(' ')}>
      <p><Icon name="alarm" size={20} /> <strong>{t('codes.differs')}</strong></p>
      <ul>{differences.map(({ what, code, list }) => <li key={what}>{t(what === 'document' ? 'codes.differsDocument' : 'codes.differsName', { code, list })}</li>)}</ul>
    </div>
  );
}

// What the officer looks for comes first: what is open, health and where the person was; then the journey; then who it is, which the passport says.
function rankOf({ question, open }: Declared['answers'][number]): number {
  const section = findQuestion(question)?.section;
  return open === true ? 0 : section === 'health' || question === 'places' ? 1 : section === 'you' ? 3 : 2;
}

/** Shows what was declared, every answer in the officer's language beside what was written. */
export function DeclarationPanel({ declared }: { readonly declared: Declared }): ReactNode {
  const { t, say, dateTime, language } = useWords();
  const languageName = new Intl.DisplayNames([language], { type: 'language', fallback: 'code' });
  const nameOfLanguage = (): string => {
    try {
      return languageName.of(declared.language) ?? declared.language;
    } catch {
      // A server may know a language by a name that Intl does not.
      return declared.language;
    }
  };
  const has = [
    ...(declared.symptomDeclared ? [t('codes.symptomDeclared')] : []), ...(declared.contactDeclared ? [t('codes.contactDeclared')] : []), ...(declared.keyAreaDeclared ? [t('codes.keyAreaDeclared')] : []),
    ...(declared.openAnswers > 0 ? [t('codes.openAnswers', { count: declared.openAnswers })] : []),
  ];
  const withOriginals = declared.answers.some((answer) => answer.original !== null);
  return (
    <Panel flush title={t('codes.declarationOf', { version: String(declared.version), time: dateTime(declared.filedAt) })} actions={withOriginals ? <span className="tg-muted">{t('codes.original', { language: nameOfLanguage() })}</span> : undefined}>
      {has.length > 0 && <p className="tg-declared-has">{has.map((one) => <Status key={one} tone="late">{one}</Status>)}</p>}
      {/* What does not fit is reached by the keyboard, too. */}
      <div className="tg-declared-frame" tabIndex={0} role="region" aria-label={t('codes.declaration')}>
        <dl className="tg-declared">{[...declared.answers].sort((one, other) => rankOf(one) - rankOf(other)).map(({ question, field = '', label, shown, original, open }) => (
          <div key={`${question} ${field}`}>
            <dt>{say(label)}</dt>
            <dd>{open === true ? <Status tone="late">{say(shown) === '' ? t('codes.noAnswer') : say(shown)}</Status> : say(shown) === '' ? <span className="tg-muted">{t('codes.noAnswer')}</span> : say(shown)}</dd>
            {original !== null && <dd className="tg-declared-original" lang={declared.language}>{original}</dd>}
          </div>
        ))}</dl>
      </div>
    </Panel>
  );
}

function ageOf({ t }: Words, milliseconds: number): string {
  const minutes = Math.max(1, Math.floor(milliseconds / 60_000));
  if (minutes < 60) return t('codes.ageMinutes', { count: minutes });
  return minutes < 48 * 60 ? t('codes.ageHours', { count: Math.floor(minutes / 60) }) : t('codes.ageDays', { count: Math.floor(minutes / 1440) });
}

/** Says how old the keys of this device are: quiet while they are fresh. */
export function KeysLine({ kept }: { readonly kept: KeptKeys | undefined }): ReactNode {
  const words = useWords();
  const { t } = words;
  // The page is drawn again with the event's clock; the age itself is of the device's own.
  useEventNow();
  const age = kept === undefined ? undefined : Date.now() - kept.readAt;
  const state = age === undefined || kept?.answer.keys.keys.length === 0 ? 'none' : age < freshMilliseconds ? 'fresh' : 'old';
  const text = age === undefined || state === 'none' ? t('codes.keysNone') : t(state === 'fresh' ? 'codes.keysFresh' : 'codes.keysOld', { age: ageOf(words, age) });
  return <p className={`tg-code-keys tg-code-keys-${state}`} data-keys={state}><Icon name={state === 'fresh' ? 'key' : 'alarm'} size={14} /> {text}</p>;
}
