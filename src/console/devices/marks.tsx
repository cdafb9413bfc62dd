import type { ReactNode } from 'react';
import type { CheckStanding } from '../../modules/devices/rules/counting.ts';
import { worstOf, type Light } from '../../modules/devices/rules/lights.ts';
import { Status, ToneMark } from '../design/Badge.tsx';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { againstText, checkName, stepName } from './saying.ts';
import type { Device, DeviceEventShown } from './shapes.ts';
import { lightTone, standingTone } from './wall.ts';

/** Tells why somebody may not do something, by the roles that may. Shape: undefined where the officer has one of them. */
export function useRolesReason(): (roles: readonly string[]) => string | undefined {
  const { t, roleNames } = useWords();
  const mine = useSession()?.officer.roles ?? [];
  return (roles) => (roles.some((role) => mine.includes(role)) ? undefined : t('devices.onlyRoles', { roles: roleNames(roles) }));
}

/** Says how a device stands: sign, colour and word. */
export function LightMark({ light }: { readonly light: Light }): ReactNode {
  const { t } = useWords();
  return <Status tone={lightTone(light)}>{t(`devices.state.${light}`)}</Status>;
}

/** Says whether a device is reachable, and since when. */
export function LinkMark({ device }: { readonly device: Pick<Device, 'link' | 'linkAt' | 'state'> }): ReactNode {
  const { t, dateTime } = useWords();
  if (device.link === null) return <span className="tg-muted">{t('devices.link.none')}</span>;
  const tone = device.state !== 'approved' ? 'quiet' : device.link === 'online' ? 'done' : device.link === 'broken' ? 'wrong' : 'late';
  return <span className="dv-two"><Status tone={tone}>{t(`devices.link.${device.link}`)}</Status>{device.linkAt !== null && <span className="tg-muted tg-nowrap">{t('devices.since', { at: dateTime(device.linkAt) })}</span>}</span>;
}

/** Says how the worst check of a device stands. */
export function CalibrationMark({ standing }: { readonly standing: readonly CheckStanding[] }): ReactNode {
  const words = useWords();
  const { t, dateTime } = words;
  const worst = worstOf(standing)[0];
  if (worst === undefined) return <span className="tg-muted">{t('devices.noChecks')}</span>;
  return <span className="dv-two"><Status tone={standingTone(worst.state)}>{t(`devices.standing.${worst.state}`)}</Status><span className="tg-muted">{worst.until === null ? checkName(words, worst.check) : t('devices.untilOf', { check: checkName(words, worst.check), until: dateTime(worst.until) })}</span></span>;
}

/** Says whether an event counted, and if not, everything that spoke against it. */
export function CountedMark({ event }: { readonly event: Pick<DeviceEventShown, 'level' | 'against' | 'recorded' | 'step'> }): ReactNode {
  const words = useWords();
  const { t } = words;
  if (event.against.length > 0) {
    return <span className="dv-two"><Status tone="late">{t('devices.countedNo')}</Status>{event.against.map((reason) => <span key={reason} className="dv-against">{againstText(words, reason)}</span>)}</span>;
  }
  if (event.level !== 'result' && event.level !== 'alarm') return <span className="tg-muted">{t('devices.notEvidence')}</span>;
  return <Status tone="done">{event.recorded && event.step !== null ? t('devices.countedStep', { step: stepName(words, event.step) }) : t('devices.countedYes')}</Status>;
}

/** Marks the level of an event; only alarms and faults are red. */
export function LevelMark({ level }: { readonly level: string }): ReactNode {
  const { find } = useWords();
  const tone = level === 'alarm' || level === 'fault' ? 'wrong' : level === 'result' ? 'done' : level === 'service' ? 'neutral' : 'quiet';
  return <span className="dv-level"><ToneMark tone={tone} />{find(`devices.level.${level}`) ?? level}</span>;
}
