import { useState, type ReactNode } from 'react';
import { roles as allRoles } from '../../kernel/officer.ts';
import { canSetPassword, leastPasswordLength } from '../../modules/staff/rules.ts';
import { useView, type Act } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { ComboBox } from '../design/ComboBox.tsx';
import { Form, type Problem } from '../design/Form.tsx';
import { Columns } from '../design/Layout.tsx';
import { CheckboxGroup, RadioGroup } from '../design/RadioGroup.tsx';
import { ErrorText } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { useWords } from '../words.tsx';
import { problemOf, stationOptions, type OfficerEntry, type Ports } from './staff.ts';

type Draft = { readonly userName: string; readonly nameZh: string; readonly nameEn: string; readonly organisation: string; readonly roles: readonly string[]; readonly station: string; readonly language: 'en' | 'zh'; readonly password: string; readonly externalSubject: string };

const emptyDraft: Draft = { userName: '', nameZh: '', nameEn: '', organisation: '', roles: [], station: 'none', language: 'zh', password: '', externalSubject: '' };

function draftOf(officer: OfficerEntry): Draft {
  return { ...emptyDraft, userName: officer.userName, nameZh: officer.nameZh, nameEn: officer.nameEn, organisation: officer.organisation, roles: officer.roles, station: officer.stationId ?? 'none', language: officer.language, externalSubject: officer.externalSubject ?? '' };
}

/** The fields of an officer: all of them for a new one, all but user name and password for one who is there. */
export function OfficerForm({ officer, action, disabledReason, onSend }: {
  readonly officer?: OfficerEntry;
  readonly action: Act<unknown, unknown>;
  readonly disabledReason?: string | undefined;
  /** Takes the input of `staff.addOfficer`, or of `staff.changeOfficer` with what was changed only. */
  readonly onSend: (input: Readonly<Record<string, unknown>>, name: string) => void;
}): ReactNode {
  const { t, find, language, refusal } = useWords();
  const ports = useView<Ports>('ports.list', {}, { topics: ['ports'] });
  const before = officer === undefined ? emptyDraft : draftOf(officer);
  const [draft, setDraft] = useState<Draft>(before);
  const [tried, setTried] = useState(false);
  const change = (part: Partial<Draft>): void => setDraft((now) => ({ ...now, ...part }));
  const needed = (key: 'nameZh' | 'nameEn' | 'organisation'): string | undefined => (draft[key].trim() === '' ? t('staff.needed', { field: t(`staff.${key}`) }) : undefined);
  const fits = canSetPassword(draft.password, draft.userName);
  const wrong: Readonly<Record<string, string | undefined>> = {
    userName: officer !== undefined || /^[a-z0-9][a-z0-9._-]{1,39}$/.test(draft.userName) ? undefined : t('staff.userNameWrong'),
    password: draft.password === '' || fits.ok ? undefined : refusal(fits.refusal),
    nameZh: needed('nameZh'), nameEn: needed('nameEn'), organisation: needed('organisation'), roles: draft.roles.length === 0 ? t('staff.rolesMissing') : undefined,
  };
  const shown = (key: string): string | undefined => (tried ? wrong[key] : undefined);
  const problems: Problem[] = [
    ...(tried ? Object.entries(wrong).flatMap(([key, message]) => (message === undefined ? [] : [{ field: `officer-${key}`, message }])) : []),
    ...problemOf(action.refusal, 'officer-', refusal),
  ];
  const unchanged = officer !== undefined && JSON.stringify(draft) === JSON.stringify(before);
  const submit = (): void => {
    setTried(true);
    if (Object.values(wrong).some((message) => message !== undefined)) return;
    const all: Readonly<Record<string, unknown>> = {
      nameZh: draft.nameZh.trim(), nameEn: draft.nameEn.trim(), organisation: draft.organisation.trim(), roles: draft.roles, language: draft.language,
      stationId: draft.station === 'none' ? null : draft.station, externalSubject: draft.externalSubject.trim() === '' ? null : draft.externalSubject.trim(),
    };
    const name = language === 'zh' ? draft.nameZh.trim() : draft.nameEn.trim();
    if (officer === undefined) return onSend({ userName: draft.userName, ...all, ...(draft.password === '' ? {} : { password: draft.password }) }, name);
    const present: Readonly<Record<string, unknown>> = { ...officer };
    return onSend({ officerId: officer.officerId, ...Object.fromEntries(Object.entries(all).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(present[key]))) }, name);
  };
  return (
    <Form label={officer === undefined ? t('staff.addOfficer') : t('staff.save')} problems={problems} onSubmit={submit}>
      <Columns minimum={210}>
        {officer === undefined && <TextField id="officer-userName" label={t('staff.userName')} hint={t('staff.userNameHint')} code autoFocus maxLength={40} value={draft.userName} problem={shown('userName')} onChange={(userName) => change({ userName: userName.toLowerCase() })} />}
        {officer === undefined && <TextField id="officer-password" label={t('staff.password')} required={false} type="password" autoComplete="new-password" hint={`${t('staff.passwordHint', { least: leastPasswordLength })} ${t('staff.passwordOptional')}`} value={draft.password} problem={shown('password')} onChange={(password) => change({ password })} />}
        <TextField id="officer-nameZh" label={t('staff.nameZh')} maxLength={120} value={draft.nameZh} problem={shown('nameZh')} onChange={(nameZh) => change({ nameZh })} />
        <TextField id="officer-nameEn" label={t('staff.nameEn')} maxLength={120} value={draft.nameEn} problem={shown('nameEn')} onChange={(nameEn) => change({ nameEn })} />
        <TextField id="officer-organisation" label={t('staff.organisation')} maxLength={120} value={draft.organisation} problem={shown('organisation')} onChange={(organisation) => change({ organisation })} />
        {ports.data && <ComboBox id="officer-stationId" label={t('staff.station')} value={draft.station} options={stationOptions(ports.data.data.stations, language, t('staff.noStation'))} onChange={(station) => change({ station: station ?? 'none' })} />}
        <TextField id="officer-externalSubject" label={t('staff.externalSubject')} required={false} hint={t('staff.externalSubjectHint')} code maxLength={255} value={draft.externalSubject} onChange={(externalSubject) => change({ externalSubject })} />
        <RadioGroup label={t('staff.language')} value={draft.language} onChange={(value) => change({ language: value === 'en' ? 'en' : 'zh' })} options={[{ value: 'zh', label: t('staff.chinese') }, { value: 'en', label: t('staff.english') }]} />
      </Columns>
      <div className="st-roles">
        <CheckboxGroup id="officer-roles" label={t('staff.roles')} value={draft.roles} problem={shown('roles')} options={allRoles.map((role) => ({ value: role, label: find(`roles.${role}`) ?? role }))}
          onChange={(chosen) => change({ roles: allRoles.filter((role) => chosen.includes(role)) })} />
      </div>
      {action.fault && <p className="tg-problem" role="alert"><ErrorText error={action.fault} /></p>}
      <div className="tg-form-foot">
        <Button kind="primary" type="submit" pending={action.pending} disabledReason={disabledReason ?? (unchanged ? t('staff.nothingToSave') : undefined)}>{officer === undefined ? t('staff.addOfficer') : t('staff.save')}</Button>
      </div>
    </Form>
  );
}
