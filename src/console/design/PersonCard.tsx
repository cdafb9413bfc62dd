import type { ReactNode } from 'react';
import { useWords } from '../words.tsx';
import { Badge, type Tone } from './Badge.tsx';
import './person.css';

/** The person in front of the officer. */
export type Person = {
  readonly surname: string;
  readonly givenNames?: string | undefined;
  /** The name in its own script. */
  readonly nativeName?: string | undefined;
  readonly photo?: string | undefined;
  /** ISO 3166 alpha-3. */
  readonly nationality?: string | undefined;
  readonly document?: string | undefined;
  readonly birthDate?: string | undefined;
  readonly sex?: string | undefined;
  readonly seat?: string | undefined;
  readonly delegation?: string | undefined;
  readonly flags?: readonly { readonly text: string; readonly tone?: Tone }[];
};

/** Shows who the person is, large enough to compare with the face and the document at arm's length. */
export function PersonCard({ person, status, actions, compact = false }: {
  readonly person: Person;
  readonly status?: ReactNode;
  readonly actions?: ReactNode;
  readonly compact?: boolean;
}): ReactNode {
  const { t, date } = useWords();
  const letters = [person.givenNames?.charAt(0) ?? '', person.surname.charAt(0)];
  const initials = (/\p{Script=Han}/u.test(person.surname) ? letters.reverse() : letters).join('').toUpperCase();
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('design.nationality'), person.nationality],
    [t('design.documentLabel'), person.document && <span className="tg-code">{person.document}</span>],
    [t('design.born'), person.birthDate && <>{date(person.birthDate)}{person.sex && ` · ${person.sex}`}</>],
    [t('design.seat'), person.seat && <strong>{person.seat}</strong>],
    [t('design.delegation'), person.delegation],
  ];
  return (
    <article className={compact ? 'tg-person tg-person-compact' : 'tg-person'}>
      <div className="tg-person-photo">
        {person.photo === undefined ? <span role="img" aria-label={t('design.noPhoto')}>{initials}</span> : <img src={person.photo} alt="" />}
      </div>
      <div className="tg-person-body">
        <div className="tg-person-head">
          <h2 className="tg-person-name">
            <span className="tg-person-surname">{person.surname}</span>
            {person.givenNames !== undefined && <span>{person.givenNames}</span>}
            {person.nativeName !== undefined && <span className="tg-person-native">{person.nativeName}</span>}
          </h2>
          {status}
          {actions}
        </div>
        {person.flags !== undefined && person.flags.length > 0 && (
          <ul className="tg-row">{person.flags.map((flag) => <li key={flag.text}><Badge tone={flag.tone ?? 'neutral'}>{flag.text}</Badge></li>)}</ul>
        )}
        <dl className="tg-person-facts">
          {facts.filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
        </dl>
      </div>
    </article>
  );
}
