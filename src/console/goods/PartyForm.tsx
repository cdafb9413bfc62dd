import { useState, type ReactNode } from 'react';
import { canRegisterAs } from '../../modules/goods/rules/parties.ts';
import { partyKinds } from '../../modules/goods/shapes.ts';
import { useAct, useView } from '../client.ts';
import { Columns } from '../design/Layout.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { Select } from '../design/Select.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useSession } from '../session.ts';
import type { OfficerEntry } from '../staff/staff.ts';
import { useWords } from '../words.tsx';
import { AskDialog, AskForm } from './AskForm.tsx';
import type { Party } from './registers.ts';

const topics = ['parties'];
/** Lists who may see the accounts that a party can be given to. */
const accountRoles = ['customsOfficer'];

/** Files a party: a trader the one that the account stands for, on the page itself; an officer anybody, in a dialog. */
export function PartyForm({ onClose }: { readonly onClose?: () => void }): ReactNode {
  const { t, language } = useWords();
  const notify = useNotify();
  const mine = useSession()?.officer.roles ?? [];
  const byOfficer = onClose !== undefined;
  const seesAccounts = byOfficer && accountRoles.some((role) => (mine as readonly string[]).includes(role));
  const accounts = useView<{ readonly officers: readonly OfficerEntry[] }>('staff.officers', seesAccounts ? {} : undefined, { topics: ['officers'] });
  const file = useAct<unknown, unknown>('goods.fileParty', { topics });
  const [kind, setKind] = useState<Party['kind']>('company');
  const [nameZh, setNameZh] = useState('');
  const [nameEn, setNameEn] = useState('');
  const [registration, setRegistration] = useState('');
  const [contact, setContact] = useState('');
  const [officerId, setOfficerId] = useState('none');
  const ofPerson = kind === 'person';
  const right = canRegisterAs(kind, registration).ok;
  // As soon as all characters are there, one need not wait for the server to hear that one of them is wrong.
  const long = ofPerson ? registration.length > 3 : registration.length >= 18;
  const registrationWrong = right ? undefined : t(ofPerson ? 'goodsRegisters.documentWrong' : 'goodsRegisters.creditCodeWrong');
  const missing = (value: string, field: string, least = 1): string | undefined => (value.trim().length < least ? t('goodsRegisters.needed', { field }) : undefined);
  const form = {
    title: t(byOfficer ? 'goodsRegisters.fileParty' : 'goodsRegisters.fileCompany'), submit: t(byOfficer ? 'goodsRegisters.fileParty' : 'goodsRegisters.fileCompany'), prefix: 'party-', action: file,
    wrong: { nameZh: missing(nameZh, t('goodsRegisters.nameZh')), nameEn: missing(nameEn, t('goodsRegisters.nameEn')), registration: registrationWrong, contact: missing(contact, t('goodsRegisters.contact'), 3) },
    onSend: () => void file.run({ kind, nameEn: nameEn.trim(), nameZh: nameZh.trim(), registration, contact: contact.trim(), ...(officerId === 'none' ? {} : { officerId }) }).then((answer) => {
      if (!answer?.ok) return;
      notify(t('goodsRegisters.partyFiled', { name: language === 'zh' ? nameZh.trim() : nameEn.trim() }));
      onClose?.();
    }),
    children: (shown: (field: string) => string | undefined) => (
      <>
        <RadioGroup id="party-kind" label={t('goodsRegisters.kind')} value={kind} autoFocus onChange={(one) => setKind(partyKinds.find((known) => known === one) ?? 'company')} options={partyKinds.map((one) => ({ value: one, label: t(`goodsRegisters.party.${one}`) }))} />
        <Columns minimum={220}>
          <TextField id="party-nameZh" label={t('goodsRegisters.nameZh')} maxLength={200} value={nameZh} problem={shown('nameZh')} onChange={setNameZh} />
          <TextField id="party-nameEn" label={t('goodsRegisters.nameEn')} maxLength={200} value={nameEn} problem={shown('nameEn')} onChange={setNameEn} />
          <TextField id="party-registration" label={t(ofPerson ? 'goodsRegisters.document' : 'goodsRegisters.creditCode')} code maxLength={24} value={registration}
            hint={right && !ofPerson ? t('goodsRegisters.creditCodeRight') : t(ofPerson ? 'goodsRegisters.documentHint' : 'goodsRegisters.creditCodeHint')}
            problem={shown('registration') ?? (long ? registrationWrong : undefined)} onChange={(typed) => setRegistration(typed.normalize('NFKC').toUpperCase().replaceAll(/\s/gu, ''))} />
          <TextField id="party-contact" label={t('goodsRegisters.contact')} hint={t('goodsRegisters.contactHint')} maxLength={200} value={contact} problem={shown('contact')} onChange={setContact} />
        </Columns>
        {seesAccounts && (
          <Select id="party-officerId" label={t('goodsRegisters.account')} allowEmpty={false} value={officerId} onChange={(one) => setOfficerId(one ?? 'none')}
            options={[{ value: 'none', label: t('goodsRegisters.noAccount') }, ...(accounts.data?.data.officers ?? []).filter((one) => one.roles.includes('trader')).map((one) => ({ value: one.officerId, label: `${language === 'zh' ? one.nameZh : one.nameEn} (${one.userName})` }))]} />
        )}
      </>
    ),
  };
  return onClose === undefined ? <AskForm {...form} /> : <AskDialog {...form} onClose={onClose} />;
}
