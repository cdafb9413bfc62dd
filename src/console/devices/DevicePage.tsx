import { useMemo, type ReactNode } from 'react';
import { useParams } from 'react-router';
import { getKind } from '../../modules/devices/catalogue.ts';
import { lightOf, worstOf } from '../../modules/devices/rules/lights.ts';
import { deviceCheckers, deviceKeepers, deviceSuspenders } from '../../modules/devices/rules/roles.ts';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { useKeys } from '../design/listening.ts';
import { PageHeader } from '../design/PageHeader.tsx';
import { ErrorState, Skeleton } from '../design/States.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { isTyping } from '../flights/BoardPage.tsx';
import { useWords } from '../words.tsx';
import { ApproveDialog } from './ApproveDialog.tsx';
import { CheckDialog } from './device/CheckDialog.tsx';
import { ChecksTab } from './device/ChecksTab.tsx';
import { EventsTab } from './device/EventsTab.tsx';
import { IdentityTab } from './device/IdentityTab.tsx';
import { RefusedTab } from './device/RefusedTab.tsx';
import { SpectraTab } from './device/SpectraTab.tsx';
import { SuspendDialog } from './device/SuspendDialog.tsx';
import { TelemetryTab } from './device/TelemetryTab.tsx';
import { CalibrationMark, LightMark, LinkMark, useRolesReason } from './marks.tsx';
import { checkName, kindName, stepName } from './saying.ts';
import type { WholeDevice } from './shapes.ts';
import '../goods/goods.css';
import './devices.css';

/** One device: how it stands and what is next to be done about it, its events, telemetry, checks, and what of it was refused. */
export function DevicePage(): ReactNode {
  const { t } = useWords();
  const { deviceId = '' } = useParams();
  const topics = useMemo(() => [`device:${deviceId}`, 'devices'], [deviceId]);
  const view = useView<WholeDevice>('devices.device', { deviceId }, { topics, everyMilliseconds: 60_000 });
  const whole = view.data?.data;
  const crumbs = [{ title: t('devices.title'), to: '/devices' }, { title: t('devices.one') }];
  if (view.error && whole?.device.deviceId !== deviceId) return <div className="tg-page"><PageHeader title={t('devices.one')} crumbs={crumbs} /><ErrorState error={view.error} onRetry={() => void view.refetch()} /></div>;
  if (whole === undefined || whole.device.deviceId !== deviceId) return <div className="tg-page"><PageHeader title={t('devices.one')} crumbs={crumbs} /><Skeleton lines={8} /></div>;
  return <Page whole={whole} />;
}

function Page({ whole }: { readonly whole: WholeDevice }): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const { device, standing, events } = whole;
  const [query, change] = useAddress();
  const reasonAgainst = useRolesReason();
  const kind = getKind(device.kind);
  const light = lightOf({ ...device, standing, last: events[0] === undefined ? null : { ...events[0] }, low: [] });
  const worst = worstOf(standing)[0];
  const isGone = device.state === 'retired';
  const checkReason = isGone ? t('devices.isRetired') : kind.checks.length === 0 ? t('devices.noChecks') : reasonAgainst(deviceCheckers);
  const keepReason = isGone ? t('devices.isRetired') : reasonAgainst(deviceKeepers);
  const suspendReason = isGone ? t('devices.isRetired') : device.state === 'waiting' ? t('devices.isWaiting') : reasonAgainst(deviceSuspenders);
  const isCheckNext = device.state === 'approved' && worst !== undefined && worst.state !== 'valid';
  const next = device.state === 'waiting' ? t('devices.nextApprove') : isCheckNext ? t('devices.nextCheck', { check: checkName(words, worst.check), state: t(`devices.standing.${worst.state}`) }) : light === 'broken' || light === 'offline' ? t('devices.nextLink') : t('devices.nextNothing');
  const doing = query.get('do') ?? undefined;
  const open = (what: string | undefined): void => change({ do: what });
  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('[role="dialog"]') || event.key.toLowerCase() !== 'n') return;
    const what = device.state === 'waiting' && keepReason === undefined ? 'approve' : isCheckNext && checkReason === undefined ? 'check' : undefined;
    if (what === undefined) return;
    open(what);
    event.preventDefault();
  });
  const feeds = [...new Set(kind.feeds.map((feed) => stepName(words, feed.step)))];
  return (
    <div className="tg-page">
      <PageHeader title={say(device.name)} crumbs={[{ title: t('devices.title'), to: '/devices' }, { title: say(device.name) }]} status={<LightMark light={light} />}
        detail={<span className="gd-head-line">
          <span>{kindName(words, device.kind)}</span><span>{device.maker} {device.model}</span><span className="tg-code">{device.serial}</span>
          <span>{device.station === null ? t('devices.noStation') : `${say(device.station.name)} · ${device.station.pointCode}`}</span>
          <span>{t('devices.standard')}: {kind.standard}</span><span>{t('devices.feeds')}: {feeds.length === 0 ? t('devices.feedsNothing') : feeds.join(t('devices.comma'))}</span>
          {device.state !== 'approved' && device.reason !== null && <span className="gd-late">{device.reason}</span>}
        </span>}
        actions={<>
          {device.state !== 'waiting' && !isGone && <Button icon="minus" disabledReason={suspendReason} onPress={() => open('retire')}>{t('devices.doRetire')}</Button>}
          {device.state === 'approved' && <Button icon="pause" disabledReason={suspendReason} onPress={() => open('suspend')}>{t('devices.doSuspend')}</Button>}
          <Button icon="key" kind={device.state === 'waiting' ? 'primary' : 'quiet'} {...(device.state === 'waiting' ? { keyHint: 'N' } : {})} disabledReason={keepReason} onPress={() => open('approve')}>{t(device.state === 'approved' ? 'devices.doApproveAgain' : 'devices.doApprove')}</Button>
          {device.state !== 'waiting' && <Button icon="check" kind={isCheckNext ? 'primary' : 'quiet'} {...(isCheckNext ? { keyHint: 'N' } : {})} disabledReason={checkReason} onPress={() => open('check')}>{t('devices.doCheck')}</Button>}
        </>} />
      <div className="gd-next">
        <p>{next}</p>
        <LinkMark device={device} />
        {device.state === 'approved' && <CalibrationMark standing={standing} />}
      </div>
      <Tabs label={t('devices.parts')} selected={query.get('tab') ?? 'events'} onSelect={(key) => change({ tab: key === 'events' ? undefined : key })} tabs={[
        { key: 'events', title: t('devices.tabEvents'), content: <EventsTab whole={whole} /> },
        { key: 'telemetry', title: t('devices.tabTelemetry'), content: <TelemetryTab device={device} /> },
        ...(kind.formats.includes('n42') ? [{ key: 'spectra', title: t('spectra.tab'), content: <SpectraTab whole={whole} /> }] : []),
        { key: 'checks', title: t('devices.tabChecks'), count: standing.filter((one) => one.state !== 'valid').length || undefined, countTone: standing.some((one) => one.state !== 'valid' && one.state !== 'due') ? 'wrong' : 'late', content: <ChecksTab whole={whole} /> },
        { key: 'identity', title: t('deviceIdentity.tab'), content: <IdentityTab whole={whole} /> },
        { key: 'refused', title: t('devices.tabRefused'), count: whole.refused.length || undefined, countTone: 'late', content: <RefusedTab whole={whole} /> },
      ]} />
      {doing === 'approve' && <ApproveDialog device={device} settings={whole.settings} onClose={() => open(undefined)} />}
      {(doing === 'suspend' || doing === 'retire') && <SuspendDialog device={device} forGood={doing === 'retire'} onClose={() => open(undefined)} />}
      {doing === 'check' && <CheckDialog device={device} first={query.get('check') ?? worst?.check} onClose={() => open(undefined)} />}
    </div>
  );
}
