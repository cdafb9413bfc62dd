import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { MatchReason } from '../../modules/travellers/matching.ts';
import { Status, ToneMark, type Tone } from '../design/Badge.tsx';
import { Panel } from '../design/Layout.tsx';
import { useWords, type Words } from '../words.tsx';
import { documentsText, nameOf, valueText } from './saying.ts';
import type { MatchPair, OnFlight, PersonRecord } from './shapes.ts';

const weights = ['strongFor', 'for', 'slightFor', 'none', 'slightAgainst', 'against', 'strongAgainst'] as const;

/** Says how much a reason counts. Shape: weights of the rules, from -1 to 1. */
export function weightName(weight: number): (typeof weights)[number] {
  const size = Math.abs(weight) >= 0.3 ? 0 : Math.abs(weight) >= 0.1 ? 1 : 2;
  return weight === 0 ? 'none' : weights[weight > 0 ? size : 6 - size]!;
}

/** Writes a likeliness from 0 to 1 in percent. */
export function percentText(words: Words, score: number): string {
  return `${words.number(Math.round(score * 100))} %`;
}

const fields: readonly { readonly key: string; readonly word: string; readonly value: (words: Words, person: PersonRecord) => string }[] = [
  { key: 'name', word: 'lists.person', value: (_words, person) => nameOf(person) },
  { key: 'native', word: 'lists.field.nativeName', value: (_words, person) => person.nativeName ?? '' },
  { key: 'sex', word: 'lists.field.sex', value: (_words, person) => person.sex ?? '' },
  { key: 'born', word: 'lists.field.birthDate', value: (words, person) => (person.birthDate === null ? '' : valueText(words, person.birthDate)) },
  { key: 'nationality', word: 'lists.field.nationality', value: (_words, person) => person.nationality ?? '' },
  { key: 'documents', word: 'lists.field.documents', value: (_words, person) => documentsText(person) },
  { key: 'accreditation', word: 'lists.field.accreditationNumber', value: (_words, person) => person.accreditationNumber ?? '' },
  { key: 'delegation', word: 'lists.field.delegation', value: (_words, person) => person.delegation ?? '' },
  { key: 'function', word: 'lists.field.function', value: (_words, person) => person.function ?? '' },
];

/** Shows two records beside each other, field by field, and the reasons for and against their being one person. */
export function Pair({ pair }: { readonly pair: MatchPair }): ReactNode {
  const words = useWords();
  const { t, find } = words;
  const rows = fields.map((field) => ({ ...field, one: field.value(words, pair.one), other: field.value(words, pair.other) })).filter((row) => row.one !== '' || row.other !== '');
  const verdict = find(`matches.verdict.${pair.verdict}`);
  return (
    <Panel flush title={<>{nameOf(pair.one)} · {nameOf(pair.other)}</>} actions={<span className="ls-verdict">{verdict !== undefined && <Status tone="current">{verdict}</Status>}<span>{t('matches.likeliness', { percent: percentText(words, pair.score) })}</span></span>}>
      <table className="ls-pair">
        <thead><tr><td /><th scope="col">{t('matches.first')}</th><th scope="col">{t('matches.second')}</th><td /></tr></thead>
        <tbody>
          {rows.map((row) => {
            const differs = row.one !== '' && row.other !== '' && row.one !== row.other;
            return (
              <tr key={row.key} className={differs ? 'ls-differs' : undefined}>
                <th scope="row">{find(row.word)}</th><td>{row.one || '–'}</td><td>{row.other || '–'}</td>
                <td>{differs && <Status tone="late">{t('matches.differs')}</Status>}</td>
              </tr>
            );
          })}
          <tr><th scope="row">{t('lists.flight')}</th><td><Flights on={pair.oneFlights} /></td><td><Flights on={pair.otherFlights} /></td><td /></tr>
        </tbody>
      </table>
      <div className="ls-reasons">
        <h3>{t('matches.reasons')}</h3>
        <ul>{[...pair.reasons].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).map((reason) => <Reason key={reason.code} reason={reason} />)}</ul>
      </div>
    </Panel>
  );
}

function Reason({ reason }: { readonly reason: MatchReason }): ReactNode {
  const { t, find } = useWords();
  const tone: Tone = reason.weight > 0 ? 'done' : reason.weight < 0 ? 'late' : 'quiet';
  return <li><ToneMark tone={tone} /><span>{find(`matches.reason.${reason.code}`) ?? reason.detail}</span><span className="tg-muted">{t(`matches.weight.${weightName(reason.weight)}`)}</span></li>;
}

function Flights({ on }: { readonly on: readonly OnFlight[] }): ReactNode {
  const { t, date } = useWords();
  if (on.length === 0) return '–';
  return <ul>{on.map((flight) => <li key={flight.caseId}><Link to={`/person/${flight.caseId}`}>{flight.designator} · {date(flight.flightDate)}</Link>{flight.onBoard && <> <Status tone="done">{t('matches.onBoard')}</Status></>}</li>)}</ul>;
}
