import { useState, type ReactNode } from 'react';
import { useView } from '../../client.ts';
import { Status, ToneMark } from '../../design/Badge.tsx';
import { Clock } from '../../design/Clock.tsx';
import { Panel } from '../../design/Layout.tsx';
import { Table } from '../../design/Table.tsx';
import { useWords } from '../../words.tsx';
import { useMoney } from '../money.ts';
import type { ListVersion } from '../shapes.ts';
import { nameOf, useDesk } from './desk.ts';
import { ListLines } from './ListLines.tsx';
import { shortHash } from './saying.ts';

/** Lists the actions that three parties sign a list by. */
const signed = ['GDS-LIST', 'GDS-CERT', 'GDS-CONF'] as const;

/** Shows a version of the list whole, what it changed against the one before, and every version that was filed. */
export function ListTab(): ReactNode {
  const { t, say, number, dateTime } = useWords();
  const { whole: { consignment, versions }, topics } = useDesk();
  const money = useMoney();
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const version = chosen ?? consignment.listVersion;
  const view = useView<ListVersion>('goods.listVersion', { consignmentId: consignment.consignmentId, version }, { topics });
  const { diff } = view.data?.data ?? { diff: null };
  return (
    <div className="tg-stack">
      <Signatures />
      {versions.length > 1 && (
        <Panel flush title={t('goods.versions')}>
          <Table label={t('goods.versions')} rows={[...versions].reverse()} rowKey={(one) => String(one.version)} selectedKey={String(version)} onOpen={(one) => setChosen(one.version)} columns={[
            { key: 'version', title: t('goods.version'), cell: (one) => <>{number(one.version)}{one.version === consignment.listVersion && <span className="tg-muted"> · {t('goods.newest')}</span>}</> },
            { key: 'filedAt', title: t('goods.filedAt'), cell: (one) => dateTime(one.filedAt) },
            { key: 'by', title: t('goods.filedBy'), cell: (one) => (one.by === null ? '–' : say(one.by)) },
            { key: 'file', title: t('goods.file'), cell: (one) => one.fileName ?? <span className="tg-muted">{t('goods.typed')}</span> },
            { key: 'lines', title: t('goods.lines'), align: 'end', cell: (one) => number(one.lines) },
            { key: 'pieces', title: t('goods.pieces'), align: 'end', cell: (one) => number(one.pieces) },
            { key: 'serials', title: t('goods.serialCount'), align: 'end', cell: (one) => number(one.serials) },
            { key: 'value', title: t('goods.value'), align: 'end', cell: (one) => money.fen(one.valueFen) },
            { key: 'hash', title: t('goods.contentHash'), cell: (one) => <span className="tg-code" title={one.contentHash}>{shortHash(one.contentHash)}</span> },
          ]} />
        </Panel>
      )}
      {diff !== null && view.data?.data.version === version && <Differences version={version} diff={diff} />}
      <Panel flush title={t('goods.linesFrom', { version })} actions={<span className="tg-code tg-muted gd-gate-state" title={view.data?.data.contentHash}>{view.data === undefined ? '' : shortHash(view.data.data.contentHash)}</span>}>
        <ListLines version={version} />
      </Panel>
    </div>
  );
}

/** Shows who filed and who confirmed the newest version, when, and over which hash: the company's, the organiser's and customs' are the same. */
function Signatures(): ReactNode {
  const words = useWords();
  const { t, say, dateTime } = words;
  const { whole: { consignment, case: { steps, records } } } = useDesk();
  const rows = signed.flatMap((name) => {
    const own = steps.filter(({ step }) => step === name);
    if (own.length === 0) return [];
    const over = records.findLast(({ step, corrected, evidence }) => step === name && !corrected && evidence['contentHash'] === consignment.contentHash);
    return [{ name, over, owed: own.find(({ state }) => state === 'owed') }];
  });
  return (
    <Panel flush title={t('goods.signatures')}>
      <Table label={t('goods.signatures')} rows={rows} rowKey={({ name }) => name} columns={[
        { key: 'step', title: t('goods.signedStep'), cell: ({ name }) => nameOf(words, name) },
        { key: 'state', title: t('goods.stateColumn'), cell: ({ over, name, owed }) => (over?.outcome === 'passed' ? <Status tone="done">{t('goods.sameHash')}</Status> : over !== undefined ? <Status tone="wrong">{t('goods.notSame')}</Status>
          : <span className="gd-step-state gd-signed"><Status tone="neutral">{t('design.stateOwed')}</Status>{owed?.dueAt != null && <Clock dueAt={owed.dueAt} startedAt={owed.owedAt} label={nameOf(words, name)} />}</span>) },
        { key: 'by', title: t('goods.signedBy'), cell: ({ over }) => (over?.officer ? say(over.officer) : '–') },
        { key: 'at', title: t('goods.signedAt'), cell: ({ over }) => (over === undefined ? '–' : <span className="tg-nowrap">{dateTime(over.recordedAt)}</span>) },
        { key: 'hash', title: t('goods.contentHash'), cell: ({ over }) => (over === undefined ? '–' : <span className="tg-code" title={consignment.contentHash}>{shortHash(consignment.contentHash)}</span>) },
      ]} />
    </Panel>
  );
}

function Differences({ version, diff }: { readonly version: number; readonly diff: NonNullable<ListVersion['diff']> }): ReactNode {
  const { t, find } = useWords();
  return (
    <Panel title={t('goods.sinceVersion', { version: version - 1 })} actions={<span className="tg-muted gd-gate-state">{t('goods.unchanged', { count: diff.unchanged })}</span>}>
      <ul className="gd-diff">
        {diff.added.length > 0 && <li><ToneMark tone="current" /> {t('goods.added')}: {diff.added.map((line) => line.position).join(', ')}</li>}
        {diff.gone.length > 0 && <li><ToneMark tone="quiet" /> {t('goods.gone')}: {diff.gone.map((line) => line.position).join(', ')}</li>}
        {diff.changed.slice(0, 200).map((change) => (
          <li key={`${change.position}${change.field}`}>
            <ToneMark tone="late" /> {change.position === null ? find(`goodsList.field.${change.field}`) ?? change.field : t('goods.changed', { position: change.position, field: find(`goodsList.field.${change.field}`) ?? change.field })}: <del>{change.was ?? '–'}</del> → <ins>{change.is ?? '–'}</ins>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
