import { useState, type ReactNode } from 'react';
import { keyRoles } from '../../modules/staff/rules.ts';
import { useAct, useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useWords } from '../words.tsx';
import { OneTimeSecret } from './OneTimeSecret.tsx';
import { OrganisationDialog } from './OrganisationDialog.tsx';
import { useReasonAgainst, type KeyEntry } from './staff.ts';
import './staff.css';

const topics = ['keys'];

/** The keys by which systems of organisations sign in; a key is shown once, when it is made. */
export function KeysPage(): ReactNode {
  const { t, roleNames, say, find, dateTime, refusal } = useWords();
  const notify = useNotify();
  const reason = useReasonAgainst()(['administrator']);
  const view = useView<{ readonly keys: readonly KeyEntry[] }>('staff.keys', {}, { topics });
  const add = useAct<unknown, { readonly key: string }>('staff.addKey', { topics });
  const revoke = useAct<unknown, unknown>('staff.revokeKey', { topics });
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<{ readonly organisation: string; readonly key: string } | undefined>(undefined);
  const [revoking, setRevoking] = useState<KeyEntry | undefined>(undefined);
  const columns: readonly Column<KeyEntry>[] = [
    { key: 'organisation', title: t('staff.organisation'), cell: (key) => <strong>{key.organisation}</strong>, sortValue: (key) => key.organisation },
    { key: 'roles', title: t('staff.roles'), cell: (key) => roleNames(key.roles), sortValue: (key) => roleNames(key.roles) },
    { key: 'made', title: t('staff.made'), cell: (key) => <span className="tg-nowrap">{dateTime(key.createdAt)}</span>, sortValue: (key) => key.createdAt },
    { key: 'by', title: t('staff.madeBy'), cell: (key) => (key.createdBy === null ? '–' : say(key.createdBy)) },
    { key: 'state', title: t('staff.state'), cell: (key) => (key.revokedAt === null ? <Status tone="done">{t('staff.active')}</Status> : <Status tone="quiet">{t('staff.revoked', { time: dateTime(key.revokedAt) })}</Status>), sortValue: (key) => key.revokedAt },
    { key: 'revoke', title: t('staff.revoke'), align: 'end', cell: (key) => key.revokedAt === null && <Button kind="bare" icon="cross" disabledReason={reason} onPress={() => setRevoking(key)}>{t('staff.revoke')}</Button> },
  ];
  return (
    <div className="tg-page st-wide">
      <PageHeader title={t('staff.keys')} detail={t('staff.keysDetail')} actions={<Button kind="primary" icon="key" disabledReason={reason} onPress={() => {
        add.reset();
        setAdding(true);
      }}>{t('staff.addKey')}</Button>} />
      <Panel flush>
        <Table label={t('staff.keys')} columns={columns} rows={view.data?.data.keys} rowKey={(key) => key.keyId} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('staff.noKeys')} tone={(key) => (key.revokedAt === null ? undefined : 'quiet')} />
      </Panel>
      {adding && (
        <OrganisationDialog title={t('staff.addKey')} field="roles" chooseLabel={t('staff.roles')} chooseMissing={t('staff.rolesMissing')} address={false} action={add} onClose={() => setAdding(false)}
          options={keyRoles.map((role) => ({ value: role, label: find(`roles.${role}`) ?? role }))}
          onSend={({ organisation, chosen }) => void add.run({ organisation, roles: chosen }).then((answer) => {
            if (!answer?.ok) return;
            setAdding(false);
            setMade({ organisation, key: answer.result.key });
          })} />
      )}
      {made && <OneTimeSecret title={t('staff.keyMade', { organisation: made.organisation })} label={t('staff.key')} secret={made.key} onClose={() => setMade(undefined)} />}
      {revoking && (
        <Dialog title={t('staff.revokeTitle', { organisation: revoking.organisation })} open onClose={() => setRevoking(undefined)} actions={
          <>
            <Button onPress={() => setRevoking(undefined)}>{t('staff.cancel')}</Button>
            <Button kind="danger" pending={revoke.pending} onPress={() => void revoke.run({ keyId: revoking.keyId }).then((answer) => {
              if (answer?.ok) notify(t('staff.keyRevoked', { organisation: revoking.organisation }));
              else notify(answer === undefined ? t('shell.offlineAct') : refusal(answer.refusal), 'wrong');
              setRevoking(undefined);
            })}>{t('staff.revoke')}</Button>
          </>
        }><p>{t('staff.revokeDetail')}</p></Dialog>
      )}
    </div>
  );
}
