import type { ReactNode } from 'react';
import { ToneMark, type Tone } from '../design/Badge.tsx';
import { awayOf, partsOf, standingOf, useRosterWords, type CallUp, type Paper, type Person } from './roster.ts';

const paperTones: Readonly<Record<ReturnType<typeof standingOf>, Tone>> = { ended: 'wrong', ending: 'late', notYet: 'quiet', valid: 'done' };

/** Writes how long a certificate holds. */
export function useHolds(): (paper: Paper, today: string) => string {
  const { t, date } = useRosterWords();
  return (paper, today) => {
    const standing = standingOf(paper, today);
    if (standing === 'notYet') return t('roster.startsOn', { day: date(paper.validFrom) });
    if (paper.validUntil === null) return t('roster.validAlways');
    return t(standing === 'ended' ? 'roster.ended' : standing === 'ending' ? 'roster.endsOn' : 'roster.validUntil', { day: date(paper.validUntil) });
  };
}

/** A skill with how its certificate stands; what holds for long is said by the skill alone. */
export function PaperMark({ paper, today }: { readonly paper: Paper; readonly today: string }): ReactNode {
  const { skillName } = useRosterWords();
  const holds = useHolds()(paper, today);
  const standing = standingOf(paper, today);
  return <span className={`ro-paper ro-paper-${standing}`} title={`${paper.number} · ${holds}`}>{standing !== 'valid' && <ToneMark tone={paperTones[standing]} />}{skillName(paper.skill)}{standing !== 'valid' && <span className="ro-paper-when">{holds}</span>}</span>;
}

/** A certificate in a list of its own: skill, number, and how long it holds. */
export function PaperLine({ paper, today }: { readonly paper: Paper; readonly today: string }): ReactNode {
  const { skillName } = useRosterWords();
  const holds = useHolds()(paper, today);
  const standing = standingOf(paper, today);
  return <li className="ro-line"><ToneMark tone={paperTones[standing]} /><span className="ro-line-main"><strong>{skillName(paper.skill)}</strong> <span className="tg-muted tg-code">{paper.number}</span></span><span className={`ro-tone-${paperTones[standing]}`}>{holds}</span></li>;
}

/** Says that somebody is away now, or soon. */
export function AwayMark({ person, today }: { readonly person: Pick<Person, 'absences'>; readonly today: string }): ReactNode {
  const { t, date } = useRosterWords();
  const away = awayOf(person, today);
  if (away === undefined) return <span className="tg-muted">–</span>;
  const now = away.fromDay <= today;
  return <span className="ro-away"><ToneMark tone={now ? 'late' : 'quiet'} /><span>{away.kind === null ? t('roster.away') : t(`roster.absence.${away.kind}`)} {now ? t('roster.awayUntil', { day: date(away.untilDay) }) : t('roster.awayFrom', { day: date(away.fromDay) })}</span></span>;
}

const parts = ['arrived', 'acknowledged', 'open', 'declined', 'missing'] as const;

/** Shows who comes to a call-up as a bar, and says in words what is short. */
export function PeopleBar({ callUp, legend = false }: { readonly callUp: CallUp; readonly legend?: boolean }): ReactNode {
  const { t, number } = useRosterWords();
  const counted = partsOf(callUp);
  const whole = parts.reduce((sum, part) => sum + counted[part], 0);
  const told = callUp.state === 'called' || callUp.state === 'waiting';
  return (
    <div className="ro-bar">
      <div className="ro-bar-track" role="img" aria-label={t('roster.barText', { wanted: callUp.wanted, ...counted })}>
        {parts.filter((part) => counted[part] > 0).map((part) => <i key={part} className={`ro-part-${part}`} style={{ width: `${(counted[part] / whole) * 100}%` }} />)}
      </div>
      <div className="ro-bar-text">
        <span>{t('roster.comingOf', { coming: counted.arrived + counted.acknowledged, wanted: callUp.wanted })}</span>
        {told && counted.short > 0 && <strong className="ro-short"><ToneMark tone="wrong" />{legend ? t('roster.shortLong', { count: counted.short, wanted: callUp.wanted }) : t('roster.short', { count: counted.short })}</strong>}
      </div>
      {legend && <ul className="ro-legend">{parts.filter((part) => counted[part] > 0).map((part) => <li key={part}><i className={`ro-part-${part}`} />{t(`roster.part.${part}`)} <strong>{number(counted[part])}</strong></li>)}</ul>}
    </div>
  );
}
