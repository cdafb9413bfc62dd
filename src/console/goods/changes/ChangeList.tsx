import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useAct } from '../../client.ts';
import { Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Facts } from '../../design/Layout.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { moverRoles, type Change } from '../custody/custody.ts';
import { ActForm } from '../desk/ActForm.tsx';
import { consignmentPath } from '../shapes.ts';
import { Effect } from './Effect.tsx';

/** Lists what was asked to be changed, with what customs decided, and lets customs decide. */
export function ChangeList({ changes, named = false }: { readonly changes: readonly Change[]; readonly named?: boolean }): ReactNode {
  const { t, say, dateTime } = useWords();
  const mine: readonly string[] = useSession()?.officer.roles ?? [];
  const [deciding, setDeciding] = useState<string | undefined>(undefined);
  const chosen = changes.find((change) => change.changeId === deciding && change.decidedAt === null);
  return (
    <>
      <ul className="gd-holds">
        {changes.map((change) => (
          <li key={change.changeId} className={change.decidedAt === null ? 'gd-hold' : 'gd-hold gd-hold-lifted'}>
            <div className="gd-hold-what">
              <strong>{named && <><Link className="tg-code" to={consignmentPath(change.consignmentId, { tab: 'declaration' })}>{change.number}</Link> · </>}{t(`goodsCustody.kind.${change.kind}`)}{named && <span className="tg-muted"> · {say(change.party)}</span>}</strong>
              <span>{change.reason}</span>
              <span className="tg-muted">{change.askedBy !== null && `${t('goodsCustody.askedBy', { who: say(change.askedBy) })} · `}{dateTime(change.askedAt)}{change.decisionReason !== null && change.decidedBy !== null && ` · ${say(change.decidedBy)}: ${change.decisionReason}`}</span>
            </div>
            <div className="gd-hold-next">
              {change.granted === null ? <Status tone="current">{t('goodsCustody.open')}</Status> : change.granted ? <Status tone="done">{t('goodsCustody.granted')}</Status> : <Status tone="quiet">{t('goodsCustody.denied')}</Status>}
              {change.successor !== null && <Link className="tg-code" to={consignmentPath(change.successor.consignmentId)}>{t('goodsCustody.successor', { number: change.successor.number })}</Link>}
            </div>
            {change.decidedAt === null && moverRoles.some((role) => mine.includes(role)) && <Button kind="primary" label={`${t('goodsCustody.decide')}: ${change.number}`} onPress={() => setDeciding(change.changeId)}>{t('goodsCustody.decide')}</Button>}
          </li>
        ))}
      </ul>
      {chosen !== undefined && <DecideDialog change={chosen} onClose={() => setDeciding(undefined)} />}
    </>
  );
}

function DecideDialog({ change, onClose }: { readonly change: Change; readonly onClose: () => void }): ReactNode {
  const { t, find } = useWords();
  const notify = useNotify();
  const decide = useAct<unknown, { readonly successor: { readonly consignmentId: string; readonly number: string } | null }>('goods.decideChange', { topics: ['goods', `consignment:${change.consignmentId}`, 'guarantees', 'permits'] });
  const [granted, setGranted] = useState('yes');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const short = reason.trim().length < 3;
  const send = (): void => {
    setTried(true);
    if (short) return;
    void decide.run({ changeId: change.changeId, granted: granted === 'yes', reason: reason.trim() }).then((answer) => {
      if (!answer?.ok) return;
      notify(answer.result.successor === null ? t('goodsCustody.decided') : t('goodsCustody.successor', { number: answer.result.successor.number }));
      onClose();
    });
  };
  const fields = change.kind === 'declaration' && change.content !== null ? Object.entries(change.content as Record<string, string>).filter(([, value]) => value !== '') : [];
  return (
    <Dialog title={t('goodsCustody.decideTitle', { number: change.number })} open wide stays onClose={onClose}>
      <div className="tg-stack">
        <p><strong>{t(`goodsCustody.kind.${change.kind}`)}</strong> · {change.reason}</p>
        {fields.length > 0 && <Facts facts={fields.map(([field, value]) => [find(`goods.field.${field}`) ?? field, field === 'transportMode' ? find(`goods.transport.${value}`) ?? value : value] as const)} />}
        <Effect effect={change.effect} kind={change.kind} />
        <ActForm act={decide} label={t(granted === 'yes' ? 'goodsCustody.grant' : 'goodsCustody.deny')} problems={tried && short ? [{ field: 'decide-reason', message: t('goods.wrongReason') }] : []} fields={{ reason: 'decide-reason' }} onSubmit={send} extra={<Button onPress={onClose}>{t('goodsCustody.cancel')}</Button>}>
          <RadioGroup label={t('goodsCustody.decide')} value={granted} autoFocus onChange={setGranted} options={[{ value: 'yes', label: t('goodsCustody.grant') }, { value: 'no', label: t('goodsCustody.deny') }]} />
          <TextField id="decide-reason" label={t('goodsCustody.decisionReason')} lines={2} value={reason} maxLength={1000} problem={tried && short ? t('goods.wrongReason') : undefined} onChange={setReason} />
        </ActForm>
      </div>
    </Dialog>
  );
}
