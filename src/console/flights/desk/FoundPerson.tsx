import { useState, type ReactNode } from 'react';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { DateField } from '../../design/DateTimeField.tsx';
import { Form } from '../../design/Form.tsx';
import { Columns } from '../../design/Layout.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { ErrorText } from '../../design/States.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { useDesk } from './desk.ts';

/** Adds a person who is on board but on no list: added and supervised like everybody else, never dropped. */
export function FoundPerson({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, refusal } = useWords();
  const { flight, topics } = useDesk();
  const notify = useNotify();
  const add = useAct('travellers.addPerson', { topics });
  const [surname, setSurname] = useState('');
  const [givenNames, setGivenNames] = useState('');
  const [kind, setKind] = useState('passenger');
  const [nationality, setNationality] = useState('');
  const [document, setDocument] = useState('');
  const [birthDate, setBirthDate] = useState<string | undefined>(undefined);
  const [seat, setSeat] = useState('');
  const [tried, setTried] = useState(false);
  const wrong = { surname: surname.trim() === '' ? t('flights.wrongName') : undefined, nationality: nationality === '' || /^[A-Z]{1,3}$/.test(nationality) ? undefined : t('flights.wrongNationality'), birthDate: birthDate === 'invalid' ? t('flights.wrongDay') : undefined };
  const problems = [...(tried ? (Object.entries(wrong) as [string, string | undefined][]).flatMap(([field, message]) => (message === undefined ? [] : [{ field: `found-${field}`, message }])) : []), ...(add.refusal ? [{ message: refusal(add.refusal) }] : [])];
  return (
    <div className="fl-found">
      <Form label={t('flights.addFound')} problems={problems} onSubmit={() => {
        setTried(true);
        if (Object.values(wrong).some((message) => message !== undefined)) return;
        void add.run({
          flightId: flight.flightId, foundOutsideList: true, ...(seat === '' ? {} : { seat }),
          person: { surname: surname.trim(), givenNames: givenNames.trim(), kind, ...(nationality === '' ? {} : { nationality }), ...(birthDate === undefined ? {} : { birthDate }), ...(document === '' ? {} : { documents: [{ type: 'P', number: document, issuer: nationality === '' ? null : nationality }] }) },
        }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('flights.addedFound', { name: surname }));
          onClose();
        });
      }}>
        <Columns minimum={160}>
          <TextField id="found-surname" label={t('flights.surname')} autoFocus value={surname} maxLength={120} problem={tried ? wrong.surname : undefined} onChange={(value) => setSurname(value.toUpperCase())} />
          <TextField label={t('flights.givenNames')} required={false} value={givenNames} maxLength={120} onChange={(value) => setGivenNames(value.toUpperCase())} />
          <TextField label={t('design.documentLabel')} required={false} code value={document} maxLength={40} onChange={(value) => setDocument(value.toUpperCase())} />
          <TextField id="found-nationality" label={t('design.nationality')} required={false} code maxLength={3} value={nationality} problem={tried ? wrong.nationality : undefined} onChange={(value) => setNationality(value.toUpperCase())} />
          <DateField id="found-birthDate" label={t('design.born')} required={false} value={birthDate} problem={tried ? wrong.birthDate : undefined} onChange={setBirthDate} />
          <TextField label={t('design.seat')} required={false} code maxLength={5} value={seat} onChange={(value) => setSeat(value.toUpperCase())} />
          <RadioGroup label={t('flights.kind')} value={kind} onChange={setKind} options={[{ value: 'passenger', label: t('flights.passenger') }, { value: 'crew', label: t('flights.crew') }]} />
        </Columns>
        {add.fault && <p className="tg-problem" role="alert"><ErrorText error={add.fault} /></p>}
        <div className="tg-form-foot"><Button type="submit" pending={add.pending}>{t('flights.addFound')}</Button><Button kind="bare" onPress={onClose}>{t('flights.cancel')}</Button></div>
      </Form>
    </div>
  );
}
