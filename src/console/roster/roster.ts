import type { PersonShape } from '../../modules/roster/shapes/people.ts';
import type { ShiftContent, TierName } from '../../modules/roster/catalogue.ts';
import type { CallUpState } from '../../modules/roster/rules/call-ups.ts';
import { tierOf } from '../../modules/roster/rules/call-ups.ts';
import { addDays } from '../../modules/goods/rules/dates.ts';
import type { Text } from '../../words/area.ts';
import type { Tone } from '../design/Badge.tsx';
import type { Option } from '../design/Select.tsx';
import type { Ports } from '../staff/staff.ts';
import { useView } from '../client.ts';
import { useWords } from '../words.tsx';

/** Is somebody who can be rostered, as listed. */
export type Person = PersonShape;
/** Is one certificate as listed. */
export type Paper = Person['certificates'][number];
/** Is a kind of shift as listed. */
export type Shift = ShiftContent & { readonly shift: string; readonly active: boolean };
/** Is what `roster.people` gives. */
export type Staff = { readonly today: string; readonly people: readonly Person[]; readonly shifts: readonly Shift[] };

/** Is somebody who is called up, with what they said. */
export type CalledPerson = { readonly personId: string; readonly staffNumber: string; readonly nameEn: string; readonly nameZh: string; readonly pointCode: string; readonly answer: 'acknowledged' | 'declined' | null; readonly message: 'waiting' | 'sent' | 'failed' | 'dropped' | null; readonly answeredAt: string | null; readonly arrivedAt: string | null };
type Decided = { readonly at: string; readonly by: Text | null; readonly reason: string };
/** Is one call-up as listed. */
export type CallUp = {
  readonly callUpId: string; readonly tier: TierName; readonly pointCode: string; readonly skill: string; readonly startsAt: string; readonly endsAt: string; readonly wanted: number; readonly state: CallUpState; readonly reason: string; readonly urgent: boolean;
  readonly probability: number | null; readonly underCover: number | null; readonly calledAt: string; readonly calledBy: string | null; readonly by: Text | null;
  readonly decided: (Decided & { readonly note: 'approved' | 'refused' }) | null; readonly ended: Decided | null; readonly people: readonly CalledPerson[];
};

/** Is what `roster.mine` gives. */
export type Mine = {
  readonly person: Person; readonly today: string; readonly onDuty: string | null; readonly shifts: readonly Shift[];
  readonly duties: readonly { readonly day: string; readonly shift: string; readonly skill: string; readonly pointCode: string; readonly from: string; readonly until: string; readonly rosterId: string; readonly ordinal: number }[];
  readonly unseen: readonly { readonly rosterId: string; readonly ordinal: number }[];
  readonly wishes: readonly { readonly day: string; readonly shift: string | null; readonly weight: number }[];
  readonly callUps: readonly { readonly callUpId: string; readonly state: CallUpState; readonly pointCode: string; readonly skill: string; readonly startsAt: string; readonly endsAt: string; readonly reason: string; readonly answer: 'acknowledged' | 'declined' | null; readonly arrived: boolean }[];
};

const soonDays = 30;
const awaySoonDays = 7;

/** Says how a certificate stands on a day. Shape: `ending` within 30 days. */
export function standingOf({ validFrom, validUntil }: Pick<Paper, 'validFrom' | 'validUntil'>, today: string): 'ended' | 'ending' | 'notYet' | 'valid' {
  if (validUntil !== null && validUntil < today) return 'ended';
  if (validFrom > today) return 'notYet';
  return validUntil !== null && validUntil <= addDays(today, soonDays) ? 'ending' : 'valid';
}

/** Tells the next days away of a person that are now or within a week. Shape: undefined where there are none. */
export function awayOf({ absences }: Pick<Person, 'absences'>, today: string): Person['absences'][number] | undefined {
  return absences.filter((one) => one.untilDay >= today && one.fromDay <= addDays(today, awaySoonDays)).toSorted((one, other) => (one.fromDay < other.fromDay ? -1 : 1))[0];
}

/** Is what those who are called up say, part by part; `missing` are the wanted whom nobody could be found for. Shape: the parts that are not `declined` or `missing` are those who can still come. */
export type Parts = Readonly<Record<'arrived' | 'acknowledged' | 'open' | 'declined' | 'missing', number>>;

/** Counts the people of a call-up by what they said. */
export function partsOf({ wanted, people }: Pick<CallUp, 'wanted' | 'people'>): Parts & { readonly short: number } {
  const arrived = people.filter((one) => one.arrivedAt !== null).length;
  const declined = people.filter((one) => one.arrivedAt === null && one.answer === 'declined').length;
  const acknowledged = people.filter((one) => one.arrivedAt === null && one.answer === 'acknowledged').length;
  return { arrived, acknowledged, open: people.length - arrived - declined - acknowledged, declined, missing: Math.max(0, wanted - people.length), short: Math.max(0, wanted - (people.length - declined)) };
}

/** Gives how a call-up's state is marked. */
export const stateTones: Readonly<Record<CallUpState, Tone>> = { waiting: 'late', refused: 'quiet', called: 'current', stoodDown: 'quiet', ended: 'quiet' };

/** Says whether somebody still comes, waits or is called. */
export function isOpen({ state }: Pick<CallUp, 'state'>): boolean {
  return state === 'waiting' || state === 'called';
}

/** Reads a time of the day. Shape: minutes since midnight; undefined for what is none. Unit: minutes. */
export function readMinute(typed: string): number | undefined {
  const match = /^(\d{1,2}):?(\d{2})$/.exec(typed.normalize('NFKC').trim());
  const minute = match === null ? Number.NaN : Number(match[1]) * 60 + Number(match[2]);
  return match !== null && Number(match[2]) < 60 && minute < 1440 ? minute : undefined;
}

/** Writes a minute of the day, also of the next one, as a time. */
export function writeMinute(minute: number): string {
  return `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Gives a component how people, ports, skills and tiers are called. */
export function useRosterWords() {
  const words = useWords();
  const { t, language, find, date, time } = words;
  const portsView = useView<Ports>('ports.list', {}, { topics: ['ports'] });
  const ports = portsView.data?.data;
  const named = (one: { readonly nameEn: string; readonly nameZh: string }): string => (language === 'zh' ? one.nameZh : one.nameEn);
  const skillName = (skill: string): string => find(`skills.${skill}`) ?? skill;
  const portOptions: readonly Option[] = (ports?.points ?? []).map((point) => ({ value: point.code, label: `${point.code} · ${named(point)}` }));
  const stationName = (stationId: string | null): string | undefined => {
    const station = ports?.stations.find((one) => one.stationId === stationId);
    return station === undefined ? undefined : `${station.pointCode} · ${named(station)}`;
  };
  const tierHint = (tier: TierName): string => {
    const { noticeHours, approver } = tierOf(tier);
    return [noticeHours === 0 ? t('roster.noNotice') : t('roster.noticeHours', { count: noticeHours }), ...(approver === 'none' ? [] : [t('roster.needsApproval')])].join(' · ');
  };
  return {
    ...words, ports, named, skillName, portOptions, stationName, tierHint,
    weekday: (day: string): string => new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`)),
    tierName: (tier: TierName): string => t(`roster.tier.${tier}`),
    span: (from: string, until: string): string => (date(from) === date(until) || time(until) === '00:00' ? `${words.dateTime(from)} – ${time(until)}` : `${words.dateTime(from)} – ${words.dateTime(until)}`),
    by: (who: Text | null): string => (who === null ? t('roster.house') : words.say(who)),
  };
}
/** Is what `useRosterWords` gives. */
export type RosterWords = ReturnType<typeof useRosterWords>;
