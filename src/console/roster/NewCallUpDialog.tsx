import { useState, type ReactNode } from 'react';
import { skillNames, tierNames, type TierName } from '../../modules/roster/catalogue.ts';
import { canCallUp, tierOf } from '../../modules/roster/rules/call-ups.ts';
import { staffKeepers } from '../../modules/roster/rules/roles.ts';
import { useAddress } from '../address.ts';
import { useAct, useView } from '../client.ts';
import { ToneMark } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Checkbox } from '../design/Checkbox.tsx';
import { DateTimeField } from '../design/DateTimeField.tsx';
import { Dialog } from '../design/Dialog.tsx';
import type { Problem } from '../design/Form.tsx';
import { NumberField } from '../design/NumberField.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { Select } from '../design/Select.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { eventNow } from '../session.ts';
import { useReasonAgainst } from '../staff/staff.ts';
import { useRosterWords } from './roster.ts';

const topics = ['callUps'];
const readable = (instant: string | undefined): instant is string => instant !== undefined && instant !== 'invalid';

/** Calls people up, and says while one types how many can be called. What the address says of it, as a forecast does, stands in it already. */
export function NewCallUpDialog({ onClose }: { readonly onClose: (callUpId?: string) => void }): ReactNode {
  const { t, tierName, tierHint, skillName, portOptions, refusal } = useRosterWords();
  const [query] = useAddress();
  const notify = useNotify();
  const reason = useReasonAgainst()(staffKeepers);
  const call = useAct<unknown, { readonly callUpId: string; readonly called: number }>('roster.callUp', { topics });
  const [tier, setTier] = useState<TierName | undefined>(tierNames.find((one) => one === query.get('tier')));
  const [pointCode, setPointCode] = useState(query.get('point') ?? undefined);
  const [skill, setSkill] = useState(skillNames.find((one) => one === query.get('skill')));
  const [startsAt, setStartsAt] = useState(query.get('from') ?? undefined);
  const [endsAt, setEndsAt] = useState(query.get('until') ?? undefined);
  const [wanted, setWanted] = useState<number | undefined>(Number(query.get('wanted') ?? 1));
  const [why, setWhy] = useState('');
  const [urgent, setUrgent] = useState(false);
  const [tried, setTried] = useState(false);
  const times = readable(startsAt) && readable(endsAt) && startsAt < endsAt;
  const verdict = tier !== undefined && times ? canCallUp(tier, startsAt, endsAt, new Date(eventNow()).toISOString(), urgent) : undefined;
  const callable = useView<{ readonly own: number; readonly fromElsewhere: number }>('roster.callable', tier !== undefined && pointCode !== undefined && skill !== undefined && times ? { tier, pointCode, skill, startsAt, endsAt } : undefined, { topics: ['roster', 'callUps', 'attendance'] }).data?.data;
  const missing = (field: string, name: string): Problem => ({ field: `call-${field}`, message: t('roster.wrongMissing', { field: name }) });
  const wrong: Problem[] = [
    ...(tier === undefined ? [missing('tier', t('roster.tier'))] : []), ...(pointCode === undefined ? [missing('pointCode', t('roster.port'))] : []), ...(skill === undefined ? [missing('skill', t('roster.skill'))] : []),
    ...(readable(startsAt) ? [] : [{ field: 'call-startsAt', message: t('roster.wrongTime') }]), ...(readable(endsAt) ? [] : [{ field: 'call-endsAt', message: t('roster.wrongTime') }]),
    ...(readable(startsAt) && readable(endsAt) && !times ? [{ field: 'call-endsAt', message: t('roster.wrongEnd') }] : []),
    ...(wanted !== undefined && Number.isInteger(wanted) && wanted >= 1 && wanted <= 1000 ? [] : [{ field: 'call-wanted', message: t('roster.wrongNumber', { field: t('roster.wanted') }) }]),
    ...(why.trim() === '' ? [missing('reason', t('roster.reason'))] : []),
    ...(verdict === undefined || verdict.ok ? [] : [{ field: `call${(verdict.refusal.where ?? '').replace('/', '-')}`, message: refusal(verdict.refusal) }]),
  ];
  const at = (field: string): string | undefined => wrong.find((problem) => problem.field === `call-${field}` && (tried || (verdict !== undefined && !verdict.ok && problem.message === refusal(verdict.refusal))))?.message;
  return (
    <Dialog title={t('roster.newCallUp')} open stays onClose={() => onClose()}>
      <ActForm act={call} label={t('roster.doCall')} icon="alarm" disabledReason={reason} problems={tried ? wrong : []} fields={Object.fromEntries(['tier', 'pointCode', 'skill', 'startsAt', 'endsAt', 'wanted', 'reason'].map((field) => [field, `call-${field}`]))} extra={<Button onPress={() => onClose()}>{t('roster.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (wrong.length > 0 || tier === undefined) return;
        const caused = Object.fromEntries([['forecastId', query.get('forecast') ?? undefined], ['probability', query.has('probability') ? Number(query.get('probability')) : undefined], ['underCover', query.has('underCover') ? Number(query.get('underCover')) : undefined]].filter(([, value]) => value !== undefined));
        void call.run({ tier, pointCode, skill, startsAt, endsAt, wanted, reason: why.trim(), urgent, ...caused }).then((answer) => {
          if (!answer?.ok) return;
          notify(tierOf(tier).approver === 'none' ? t('roster.called', { count: answer.result.called }) : t('roster.waits'));
          onClose(answer.result.callUpId);
        });
      }}>
        <RadioGroup id="call-tier" label={t('roster.tier')} autoFocus value={tier} problem={at('tier')} onChange={(value) => setTier(tierNames.find((one) => one === value))} options={tierNames.map((one) => ({ value: one, label: tierName(one), hint: tierHint(one) }))} />
        <div className="ro-fields">
          <Select id="call-pointCode" label={t('roster.port')} value={pointCode} problem={at('pointCode')} onChange={setPointCode} options={portOptions} />
          <Select id="call-skill" label={t('roster.skill')} value={skill} problem={at('skill')} onChange={setSkill} options={skillNames.map((one) => ({ value: one, label: skillName(one) }))} />
          <DateTimeField id="call-startsAt" label={t('roster.from')} value={startsAt} problem={at('startsAt')} onChange={setStartsAt} />
          <DateTimeField id="call-endsAt" label={t('roster.until')} value={endsAt} problem={at('endsAt')} onChange={setEndsAt} />
          <NumberField id="call-wanted" label={t('roster.wanted')} minimum={1} maximum={1000} value={wanted} problem={at('wanted')} onChange={setWanted} />
          <TextField id="call-reason" label={t('roster.reason')} hint={t('roster.reasonHint')} maxLength={200} value={why} problem={at('reason')} onChange={setWhy} />
        </div>
        <Checkbox label={t('roster.urgentLabel')} value={urgent} onChange={setUrgent} />
        <Callable callable={callable} wanted={wanted ?? 1} />
        {tier !== undefined && tierOf(tier).approver !== 'none' && <p className="tg-muted">{t('roster.approvalNote')}</p>}
      </ActForm>
    </Dialog>
  );
}

function Callable({ callable, wanted }: { readonly callable: { readonly own: number; readonly fromElsewhere: number } | undefined; readonly wanted: number }): ReactNode {
  const { t } = useRosterWords();
  if (callable === undefined) return <p className="ro-callable tg-muted" role="status">{t('roster.callableWait')}</p>;
  const count = callable.own + callable.fromElsewhere;
  const tooFew = wanted - count;
  return (
    <p className={`ro-callable${tooFew > 0 ? ' ro-callable-short' : ''}`} role="status">
      <ToneMark tone={tooFew > 0 ? 'wrong' : 'done'} />
      {count === 0 ? <strong>{t('roster.callableNone')}</strong> : <><strong>{t('roster.callable', { count })}</strong> <span>{t('roster.callableOf', { own: callable.own, other: callable.fromElsewhere })}</span> <strong>{tooFew > 0 ? t('roster.onlyCallable', { count: tooFew, wanted }) : t('roster.enough', { wanted })}</strong></>}
    </p>
  );
}
