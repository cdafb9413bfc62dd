import type { ReactNode } from 'react';
import { kinds } from '../../modules/goods/catalogue/kinds.ts';
import { goodsUnits } from '../../modules/goods/catalogue/units.ts';
import type { ConsignmentState, Lane } from '../../modules/goods/shapes.ts';
import type { ConsignmentKind } from '../../modules/prescribed/catalogue/consignment-kinds.ts';
import { locale } from '../../words/words.ts';
import { Status, type Tone } from '../design/Badge.tsx';
import { useSession } from '../session.ts';
import { useWords, type Words } from '../words.tsx';

const tones: Readonly<Record<ConsignmentState, Tone>> = {
  returned: 'late', listed: 'neutral', certified: 'neutral', confirmed: 'neutral', declared: 'current', held: 'late', inspecting: 'current', released: 'done', seized: 'wrong', turnedAway: 'wrong', overdue: 'late', closed: 'quiet', cancelled: 'quiet',
};

/** Tells the tone of a consignment's state. */
export function toneOf(state: ConsignmentState): Tone {
  return tones[state];
}

/** Says the state of a consignment. */
export function ConsignmentStatus({ state }: { readonly state: ConsignmentState }): ReactNode {
  const { t } = useWords();
  return <Status tone={tones[state]}>{t(`goods.state.${state}`)}</Status>;
}

/** Says the lane by its word, with a mark in its colour. */
export function LaneMark({ lane }: { readonly lane: Lane | null }): ReactNode {
  const { t } = useWords();
  if (lane === null) return <span className="gd-lane tg-muted">–<span className="tg-hidden">{t('goods.noLane')}</span></span>;
  return <span className="gd-lane"><span className={`gd-lane-mark gd-lane-${lane}`} aria-hidden="true" />{t(`evidenceOptions.lane.${lane}`)}</span>;
}

/** Says a kind of consignment by its code and its name. */
export function KindName({ kind }: { readonly kind: ConsignmentKind }): ReactNode {
  const { say } = useWords();
  return <span className="gd-kind"><span className="tg-code">{kind}</span><span>{say(kinds[kind].name)}</span></span>;
}

/** Names a unit of goods in the officer's language; an unknown code stands as it is. */
export function unitName(words: Words, code: string): string {
  const unit = goodsUnits.find((one) => one.code === code);
  return unit === undefined ? code : words.say({ en: unit.en, zh: unit.zh });
}

/** Names roles, any of which will do. */
export function rolesName({ language, find }: Words, roles: readonly string[]): string {
  return new Intl.ListFormat(locale(language), { type: 'disjunction' }).format(roles.map((role) => find(`roles.${role}`) ?? role));
}

/** Tells why the officer's roles do not allow something. Shape: undefined where they do. */
export function useRoleReason(): (roles: readonly string[]) => string | undefined {
  const words = useWords();
  const mine = useSession()?.officer.roles ?? [];
  return (roles) => (roles.some((role) => mine.includes(role)) ? undefined : words.t('goods.onlyRoles', { roles: words.roleNames(roles) }));
}

/** Tells whether the officer sees the goods of their own party alone. */
export function useIsTrader(): boolean {
  const mine = useSession()?.officer.roles ?? [];
  return mine.includes('trader') && !mine.some((role) => role !== 'trader');
}
