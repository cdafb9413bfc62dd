import { useState, type ReactNode } from 'react';
import { useView } from '../../client.ts';
import { Select } from '../../design/Select.tsx';
import { useSession } from '../../session.ts';
import { Countersign } from '../../signing/Countersign.tsx';
import { useWords } from '../../words.tsx';

type Officer = { readonly officerId: string; readonly userName: string; readonly nameEn: string; readonly nameZh: string; readonly roles: readonly string[]; readonly persona: boolean; readonly disabled: boolean };

/** Lets a second officer of some roles sign at this screen by their own password: chosen from those who may, never the first one. */
export function SecondOfficer({ id, name, input, roles, topics, disabledReason, onSigned }: {
  readonly id: string; readonly name: string; readonly input: unknown; readonly roles: readonly string[]; readonly topics: readonly string[]; readonly disabledReason?: string | undefined; readonly onSigned: (officerId: string) => void;
}): ReactNode {
  const { t, say } = useWords();
  const own = useSession()?.officer.id;
  const officers = useView<{ readonly officers: readonly Officer[] }>('staff.officers', {}, { topics: ['staff'] });
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const able = (officers.data?.data.officers ?? []).filter((one) => !one.disabled && one.officerId !== own && roles.some((role) => one.roles.includes(role)));
  const signer = able.find((one) => one.officerId === chosen);
  const called = signer === undefined ? '' : say({ en: signer.nameEn, zh: signer.nameZh });
  return (
    <div className="tg-stack">
      <Select id={id} label={t('goodsBorder.second')} hint={t('goodsBorder.secondHint')} value={chosen} onChange={setChosen} options={able.map((one) => ({ value: one.officerId, label: say({ en: one.nameEn, zh: one.nameZh }) }))} />
      {signer !== undefined && <Countersign key={signer.officerId} name={name} input={input} signer={{ ...signer, name: called }} topics={topics} disabledReason={disabledReason} onSigned={() => onSigned(signer.officerId)} />}
    </div>
  );
}
