import { useState, type ReactNode } from 'react';
import { tierNames, type TierName } from '../../modules/roster/catalogue.ts';
import { staffKeepers } from '../../modules/roster/rules/roles.ts';
import { useAct, useView, type Act } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Checkbox } from '../design/Checkbox.tsx';
import { ComboBox } from '../design/ComboBox.tsx';
import { Dialog } from '../design/Dialog.tsx';
import type { Problem } from '../design/Form.tsx';
import { NumberField } from '../design/NumberField.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { Select } from '../design/Select.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { useReasonAgainst, type OfficerEntry } from '../staff/staff.ts';
import { useRosterWords, type Person } from './roster.ts';

const topics = ['roster'];
const needed = ['staffNumber', 'nameEn', 'nameZh', 'pointCode', 'tier'] as const;
const nobody = 'none';

type Entered = {
  readonly staffNumber: string; readonly nameEn: string; readonly nameZh: string; readonly pointCode: string | undefined; readonly tier: TierName | undefined; readonly team: string; readonly loop: string;
  readonly mostShifts: number | undefined; readonly email: string; readonly officerId: string; readonly active: boolean;
};

/** Enters what is known of a person; of one who is known already also the account and whether they are still there. */
export function PersonForm({ person, people, act, label, onSend, onCancel }: {
  readonly person?: Person; readonly people?: readonly Person[]; readonly act: Pick<Act<never, unknown>, 'pending' | 'refusal' | 'fault'>; readonly label: string;
  readonly onSend: (input: Readonly<Record<string, unknown>>, name: string) => void; readonly onCancel: () => void;
}): ReactNode {
  const words = useRosterWords();
  const { t, portOptions, tierName, tierHint, named } = words;
  const reason = useReasonAgainst()(staffKeepers);
  const officers = useView<{ readonly officers: readonly OfficerEntry[] }>('staff.officers', person === undefined ? undefined : {}, { topics: ['officers'] }).data?.data.officers;
  const [entered, setEntered] = useState<Entered>({
    staffNumber: person?.staffNumber ?? '', nameEn: person?.nameEn ?? '', nameZh: person?.nameZh ?? '', pointCode: person?.pointCode, tier: person?.tier, team: person?.team ?? '', loop: person?.loop ?? '',
    mostShifts: person?.mostShifts ?? undefined, email: person?.email ?? '', officerId: person?.officerId ?? nobody, active: person?.active ?? true,
  });
  const [tried, setTried] = useState(false);
  const set = <Key extends keyof Entered>(key: Key) => (value: Entered[Key]): void => setEntered((now) => ({ ...now, [key]: value }));
  const titles: Readonly<Record<(typeof needed)[number], string>> = { staffNumber: t('roster.number'), nameEn: t('roster.nameEn'), nameZh: t('roster.nameZh'), pointCode: t('roster.port'), tier: t('roster.tier') };
  const wrong: Problem[] = [
    ...needed.filter((field) => (entered[field] ?? '').trim() === '').map((field) => ({ field: `person-${field}`, message: t('roster.wrongMissing', { field: titles[field] }) })),
    ...(entered.mostShifts === undefined || Number.isInteger(entered.mostShifts) ? [] : [{ field: 'person-mostShifts', message: t('roster.wrongNumber', { field: t('roster.mostShifts') }) }]),
  ];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === `person-${field}`)?.message : undefined);
  const taken = new Set(people?.filter((one) => one.active && one.personId !== person?.personId && one.officerId !== null).map((one) => one.officerId));
  const accounts = [{ value: nobody, label: t('roster.noAccount') }, ...(officers ?? []).filter((one) => !one.disabled && !taken.has(one.officerId)).map((one) => ({ value: one.officerId, label: named(one), hint: one.userName }))];
  const text = (field: 'staffNumber' | 'nameEn' | 'nameZh' | 'team' | 'loop' | 'email', name: string, more: { readonly hint?: string; readonly required?: false; readonly code?: boolean; readonly autoFocus?: boolean } = {}): ReactNode => (
    <TextField id={`person-${field}`} label={name} maxLength={field === 'email' ? 200 : field === 'staffNumber' ? 20 : field === 'team' || field === 'loop' ? 40 : 80} value={entered[field]} problem={at(field)} onChange={set(field)} {...more} />
  );
  return (
    <ActForm act={act} label={label} icon="check" disabledReason={reason} problems={tried ? wrong : []} fields={Object.fromEntries([...needed, 'mostShifts', 'email', 'officerId', 'team', 'loop'].map((field) => [field, `person-${field}`]))} extra={<Button onPress={onCancel}>{t('roster.cancel')}</Button>} onSubmit={() => {
      setTried(true);
      if (wrong.length > 0) return;
      const { team, loop, email, mostShifts, officerId, active, ...rest } = entered;
      const trimmed = Object.fromEntries(Object.entries({ ...rest, team, loop, email }).map(([key, value]) => [key, value?.trim()]).filter(([, value]) => value !== ''));
      onSend({ ...trimmed, ...(mostShifts === undefined ? {} : { mostShifts }), ...(person === undefined ? {} : { personId: person.personId, officerId: officerId === nobody ? null : officerId, active }) }, named(entered));
    }}>
      <div className="ro-fields">
        {person === undefined && text('staffNumber', t('roster.number'), { code: true, hint: t('roster.numberHint'), autoFocus: true })}
        <Select id="person-pointCode" label={t('roster.port')} value={entered.pointCode} problem={at('pointCode')} onChange={set('pointCode')} options={portOptions} />
        {text('nameEn', t('roster.nameEn'))}
        {text('nameZh', t('roster.nameZh'))}
      </div>
      <RadioGroup id="person-tier" label={t('roster.tier')} value={entered.tier} problem={at('tier')} onChange={(value) => set('tier')(tierNames.find((one) => one === value))} options={tierNames.map((one) => ({ value: one, label: tierName(one), hint: tierHint(one) }))} />
      <div className="ro-fields">
        {text('team', t('roster.team'), { required: false })}
        {text('loop', t('roster.loop'), { required: false, hint: t('roster.loopHint') })}
        <NumberField id="person-mostShifts" label={t('roster.mostShifts')} required={false} minimum={0} maximum={62} value={entered.mostShifts} problem={at('mostShifts')} onChange={set('mostShifts')} />
        {text('email', t('roster.email'), { required: false })}
      </div>
      {person !== undefined && officers !== undefined && <ComboBox id="person-officerId" label={t('roster.account')} hint={t('roster.accountHint')} value={entered.officerId} onChange={(value) => set('officerId')(value ?? nobody)} options={accounts} />}
      {person !== undefined && <Checkbox label={t('roster.active')} value={entered.active} onChange={set('active')} />}
    </ActForm>
  );
}

/** Adds somebody who can be rostered. */
export function AddPersonDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useRosterWords();
  const notify = useNotify();
  const add = useAct<unknown, unknown>('roster.addPerson', { topics });
  return (
    <Dialog title={t('roster.addPerson')} open stays onClose={onClose}>
      <PersonForm act={add} label={t('roster.addPerson')} onCancel={onClose} onSend={(input, name) => void add.run(input).then((answer) => {
        if (!answer?.ok) return;
        notify(t('roster.added', { name }));
        onClose();
      })} />
    </Dialog>
  );
}
