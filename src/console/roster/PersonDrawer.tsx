import { useState, type ReactNode } from 'react';
import { absenceKinds, skillNames } from '../../modules/roster/catalogue.ts';
import { staffKeepers } from '../../modules/roster/rules/roles.ts';
import { useAct } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { DateField } from '../design/DateTimeField.tsx';
import { Drawer } from '../design/Dialog.tsx';
import type { Problem } from '../design/Form.tsx';
import { Facts, Panel } from '../design/Layout.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { Select } from '../design/Select.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { useReasonAgainst } from '../staff/staff.ts';
import { PaperLine } from './marks.tsx';
import { PersonForm } from './PersonForm.tsx';
import { useRosterWords, type Person, type Staff } from './roster.ts';

const topics = ['roster'];

/** One person of the staff: what is known, certificates, days away, and what the planner does about them. */
export function PersonDrawer({ person, staff, onClose }: { readonly person: Person; readonly staff: Staff; readonly onClose: () => void }): ReactNode {
  const { t, named, tierName, tierHint, refusal } = useRosterWords();
  const notify = useNotify();
  const reason = useReasonAgainst()(staffKeepers);
  const [doing, setDoing] = useState<'change' | 'certify' | 'away' | undefined>(undefined);
  const change = useAct<unknown, unknown>('roster.changePerson', { topics });
  const takeBack = useAct<unknown, unknown>('roster.takeBackAbsence', { topics });
  const name = named(person);
  const done = (): void => setDoing(undefined);
  return (
    <Drawer title={name} open stays={doing !== undefined} onClose={onClose}>
      <div className="tg-stack">
        {doing === 'change' ? (
          <Panel title={t('roster.changePerson')}>
            <PersonForm person={person} people={staff.people} act={change} label={t('roster.save')} onCancel={done} onSend={(input, called) => void change.run({ staffNumber: person.staffNumber, ...input }).then((answer) => {
              if (!answer?.ok) return;
              notify(t('roster.changed', { name: called }));
              done();
            })} />
          </Panel>
        ) : (
          <Panel title={t('roster.about')} actions={<Button disabledReason={reason} onPress={() => setDoing('change')}>{t('roster.changePerson')}</Button>}>
            <Facts facts={[
              [t('roster.number'), <span key="number" className="tg-code">{person.staffNumber}</span>], [t('roster.name'), `${person.nameEn} · ${person.nameZh}`],
              [t('roster.tier'), <span key="tier">{tierName(person.tier)} <span className="tg-muted">{tierHint(person.tier)}</span></span>], [t('roster.port'), person.pointCode], [t('roster.team'), person.team || '–'], [t('roster.loop'), person.loop || '–'],
              [t('roster.mostShifts'), person.mostShifts ?? '–'], ...(person.email === null ? [] : [[t('roster.email'), person.email] as const]), [t('roster.account'), t(person.hasAccount ? 'roster.tied' : 'roster.notTied')],
              [t('roster.personState'), person.active ? <Status key="state" tone="done">{t('roster.isThere')}</Status> : <Status key="state" tone="quiet">{t('roster.hasLeft')}</Status>],
            ]} />
          </Panel>
        )}
        <Panel title={t('roster.certificates')} actions={doing === 'certify' ? undefined : <Button icon="plus" disabledReason={reason} onPress={() => setDoing('certify')}>{t('roster.certify')}</Button>}>
          {doing === 'certify' && <CertifyForm person={person} today={staff.today} onDone={done} />}
          {doing !== 'certify' && (person.certificates.length === 0 ? <p className="tg-muted">{t('roster.noCertificates')}</p> : <ul className="ro-lines">{person.certificates.map((paper) => <PaperLine key={paper.skill} paper={paper} today={staff.today} />)}</ul>)}
        </Panel>
        <Panel title={t('roster.away')} actions={doing === 'away' ? undefined : <Button icon="plus" disabledReason={reason} onPress={() => setDoing('away')}>{t('roster.recordAway')}</Button>}>
          {doing === 'away' && <AbsenceForm person={person} today={staff.today} onDone={done} />}
          {doing !== 'away' && (person.absences.length === 0 ? <p className="tg-muted">{t('roster.notAway')}</p> : (
            <ul className="ro-lines">{person.absences.map((one) => (
              <li key={one.absenceId} className="ro-line">
                <span className="ro-line-main"><Days from={one.fromDay} until={one.untilDay} /> {one.kind !== null && <span className="tg-muted">{t(`roster.absence.${one.kind}`)}</span>}</span>
                <Button disabledReason={reason} pending={takeBack.pending} onPress={() => void takeBack.run({ personId: person.personId, absenceId: one.absenceId }).then((answer) => {
                  if (answer?.ok) notify(t('roster.takenBack', { name }));
                  else notify(answer === undefined ? t('shell.offlineAct') : refusal(answer.refusal), 'wrong');
                })}>{t('roster.takeBack')}</Button>
              </li>
            ))}</ul>
          ))}
          {person.absences.some((one) => one.kind === null) && <p className="tg-muted ro-small">{t('roster.whyHidden')}</p>}
        </Panel>
      </div>
    </Drawer>
  );
}

/** Writes some days, one as one. */
export function Days({ from, until }: { readonly from: string; readonly until: string }): ReactNode {
  const { t, date } = useRosterWords();
  return <span className="tg-nowrap">{from === until ? date(from) : t('roster.days', { from: date(from), until: date(until) })}</span>;
}

function CertifyForm({ person, today, onDone }: { readonly person: Person; readonly today: string; readonly onDone: () => void }): ReactNode {
  const { t, skillName, named } = useRosterWords();
  const notify = useNotify();
  const certify = useAct<unknown, unknown>('roster.certify', { topics });
  const [skill, setSkill] = useState<string | undefined>(undefined);
  const [number, setNumber] = useState('');
  const [from, setFrom] = useState<string | undefined>(today);
  const [until, setUntil] = useState<string | undefined>(undefined);
  const [tried, setTried] = useState(false);
  const wrong: Problem[] = [
    ...(skill === undefined ? [{ field: 'paper-skill', message: t('roster.wrongMissing', { field: t('roster.skill') }) }] : []),
    ...(number.trim() === '' ? [{ field: 'paper-number', message: t('roster.wrongMissing', { field: t('roster.certificateNumber') }) }] : []),
    ...(from === undefined || from === 'invalid' ? [{ field: 'paper-from', message: t('roster.wrongDay') }] : []), ...(until === 'invalid' ? [{ field: 'paper-until', message: t('roster.wrongDay') }] : []),
  ];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  return (
    <ActForm act={certify} label={t('roster.certify')} icon="check" problems={tried ? wrong : []} fields={{ skill: 'paper-skill', number: 'paper-number', validFrom: 'paper-from', validUntil: 'paper-until' }} extra={<Button onPress={onDone}>{t('roster.cancel')}</Button>} onSubmit={() => {
      setTried(true);
      if (wrong.length > 0 || skill === undefined) return;
      void certify.run({ personId: person.personId, skill, number: number.trim(), validFrom: from, validUntil: until ?? null }).then((answer) => {
        if (!answer?.ok) return;
        notify(t('roster.certified', { skill: skillName(skill), name: named(person) }));
        onDone();
      });
    }}>
      <div className="ro-fields">
        <Select id="paper-skill" label={t('roster.skill')} autoFocus value={skill} problem={at('paper-skill')} onChange={setSkill} options={skillNames.map((one) => ({ value: one, label: skillName(one) }))} />
        <TextField id="paper-number" label={t('roster.certificateNumber')} code maxLength={60} value={number} problem={at('paper-number')} onChange={setNumber} />
        <DateField id="paper-from" label={t('roster.validFrom')} value={from} problem={at('paper-from')} onChange={setFrom} />
        <DateField id="paper-until" label={t('roster.validTo')} required={false} hint={t('roster.validToHint')} value={until} problem={at('paper-until')} onChange={setUntil} />
      </div>
    </ActForm>
  );
}

function AbsenceForm({ person, today, onDone }: { readonly person: Person; readonly today: string; readonly onDone: () => void }): ReactNode {
  const { t, named } = useRosterWords();
  const notify = useNotify();
  const record = useAct<unknown, unknown>('roster.recordAbsence', { topics });
  const [kind, setKind] = useState<string | undefined>(undefined);
  const [from, setFrom] = useState<string | undefined>(today);
  const [until, setUntil] = useState<string | undefined>(undefined);
  const [tried, setTried] = useState(false);
  const wrong: Problem[] = [
    ...(kind === undefined ? [{ field: 'away-kind', message: t('roster.wrongMissing', { field: t('roster.why') }) }] : []),
    ...[['away-from', from], ['away-until', until]].filter(([, day]) => day === undefined || day === 'invalid').map(([field]) => ({ field, message: t('roster.wrongDay') })),
  ];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  return (
    <ActForm act={record} label={t('roster.recordAway')} icon="check" problems={tried ? wrong : []} fields={{ fromDay: 'away-from', untilDay: 'away-until' }} extra={<Button onPress={onDone}>{t('roster.cancel')}</Button>} onSubmit={() => {
      setTried(true);
      if (wrong.length > 0) return;
      void record.run({ personId: person.personId, kind, fromDay: from, untilDay: until }).then((answer) => {
        if (!answer?.ok) return;
        notify(t('roster.awayRecorded', { name: named(person) }));
        onDone();
      });
    }}>
      <RadioGroup id="away-kind" label={t('roster.why')} autoFocus value={kind} problem={at('away-kind')} onChange={setKind} options={absenceKinds.map((one) => ({ value: one, label: t(`roster.absence.${one}`) }))} />
      <div className="ro-fields">
        <DateField id="away-from" label={t('roster.fromDay')} value={from} problem={at('away-from')} onChange={setFrom} />
        <DateField id="away-until" label={t('roster.untilDay')} value={until} problem={at('away-until')} onChange={setUntil} />
      </div>
    </ActForm>
  );
}
