import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { typedLine, writeTypedLines } from '../../modules/goods/rules/list-writing.ts';
import { canFileList } from '../../modules/goods/rules/states.ts';
import { listColumns } from '../../modules/goods/catalogue/list-columns.ts';
import { goodsOfficers } from '../../modules/goods/shapes.ts';
import { useAddress } from '../address.ts';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Checkbox } from '../design/Checkbox.tsx';
import { Panel, Row, Stack } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { ErrorState, ErrorText, Skeleton } from '../design/States.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useSession } from '../session.ts';
import { AboutConsignment, isGiven, neededFields, partiesFor, type About } from './AboutConsignment.tsx';
import { AskForList } from './changes/AskForList.tsx';
import { AboutVersion, type OnFile } from './AboutVersion.tsx';
import { CheckedLines } from './CheckedLines.tsx';
import { useChecking, type CheckedList, type Way } from './checking.ts';
import { useFilesToSend } from './files/WithFiling.tsx';
import { keptOutText, keptOutPlace, problemText } from './list-saying.ts';
import { ListSource } from './ListSource.tsx';
import { NobodyYet } from './NobodyYet.tsx';
import { useGoodsWords, type Parties } from './registers.ts';
import { isTyped, nextTypedRow, type TypedRow } from './TypedLines.tsx';
import './registers.css';

/** Files a goods list: what comes, for whom and where; then the list, checked before it is filed. With `?consignment=` the next version of one on file, with `&amend=1` the list that is asked for in the place of a confirmed one. */
export function NewListPage(): ReactNode {
  const [query] = useAddress();
  const consignmentId = query.get('consignment') ?? query.get('consignmentId') ?? undefined;
  const { t } = useGoodsWords();
  const parties = useView<Parties>('goods.parties', {}, { topics: ['parties'] });
  const onFile = useView<OnFile>('goods.consignment', consignmentId && { consignmentId }, { topics: [`consignment:${consignmentId}`] });
  const error = parties.data === undefined ? parties.error : consignmentId !== undefined && onFile.data === undefined ? onFile.error : null;
  if (error !== null) return <div className="tg-page"><PageHeader title={t('goodsRegisters.newList')} /><ErrorState error={error} onRetry={() => void (parties.data === undefined ? parties : onFile).refetch()} /></div>;
  if (parties.data === undefined || (consignmentId !== undefined && onFile.data === undefined)) return <div className="tg-page"><PageHeader title={t('goodsRegisters.newList')} /><Skeleton lines={8} /></div>;
  return <Filing key={consignmentId} data={parties.data.data} onFile={consignmentId === undefined ? undefined : onFile.data?.data} amends={query.get('amend') === '1'} />;
}

const nothing: About = { kind: undefined, cover: undefined, pointCode: undefined, venue: '', expectedOn: undefined, partyId: undefined, agentId: undefined, freeQuota: false, quarantine: false };

function Filing({ data, onFile, amends }: { readonly data: Parties; readonly onFile: OnFile | undefined; readonly amends: boolean }): ReactNode {
  const { t, say, refusal, language, today } = useGoodsWords();
  const navigate = useNavigate();
  const roles: readonly string[] = useSession()?.officer.roles ?? [];
  const notify = useNotify();
  const number = onFile?.consignment.number;
  const submit = useAct<unknown, { readonly consignmentId: string; readonly number: string; readonly version: number }>('goods.submit', { topics: ['goods', 'consignment:*'] });
  const own = data.parties.find((party) => party.partyId === data.own);
  const [given, setGiven] = useState<About>(nothing);
  // Whoever can file for one party only need not choose it, also where customs enters it while the page is open.
  const mine = data.own === null ? [] : partiesFor(data, today);
  const only = mine.length === 1 || (own !== undefined && own.kind !== 'agent') ? mine.find((party) => party.partyId === data.own) ?? mine[0] : undefined;
  const about = given.partyId === undefined && only !== undefined ? { ...given, partyId: only.partyId } : given;
  const [way, setWay] = useState<Way>('file');
  const [pasted, setPasted] = useState('');
  const [rows, setRows] = useState<readonly TypedRow[]>([nextTypedRow([])]);
  const [without, setWithout] = useState(false);
  const documents = useFilesToSend();
  const checking = useChecking(onFile?.consignment.consignmentId);
  const { stage } = checking;
  const checked = stage.at === 'checked' ? stage : undefined;
  const typed = useMemo(() => rows.filter(isTyped), [rows]);
  const typedText = useMemo(() => writeTypedLines(typed.map(({ line }, place) => ({ ...line, position: String(place + 1) })), 'en'), [typed]);
  const stale = checked !== undefined && ((checked.way === 'paste' && checked.text !== pasted) || (checked.way === 'typing' && checked.text !== typedText));
  const wrong = useWrongCells(checked?.way === 'typing' ? checked.found : undefined, rows, typed);
  const list = useVersionLines(onFile, setRows);
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => { setWithout(false); if (checked !== undefined) result.current?.focus({ preventScroll: false }); }, [checked]);
  if (data.own === null && !goodsOfficers.some((role) => roles.includes(role))) return <NobodyYet title={t('goodsRegisters.newList')} />;
  const missing = onFile !== undefined ? [] : neededFields.filter(([field]) => !isGiven(about, field));
  const errors = checked?.found.problems.filter((problem) => problem.severity === 'error').length ?? 0;
  const keptOut = checked?.found.quarantined.length ?? 0;
  const reason = onFile !== undefined && !list.open && !amends ? t('goodsRegisters.frozen')
    : own !== undefined && own.registered !== true ? t('goodsRegisters.waitsForCustoms', { party: say(own.name) })
      : missing.length > 0 ? t('goodsRegisters.needed', { field: missing.map(([, words]) => t(words)).join(language === 'zh' ? '、' : ', ') })
        : checked === undefined || checked.found.list === null ? t('goodsRegisters.notChecked')
          : stale ? t('goodsRegisters.fileChanged') : errors > 0 ? t('goodsRegisters.hasErrors', { count: errors }) : keptOut > 0 && !without ? t('goodsRegisters.hasKeptOut') : undefined;
  const send = (): void => {
    if (checked === undefined || reason !== undefined) return;
    const file = { list: checked.found.list, ...(checked.way === 'file' ? { fileName: checked.fileName } : {}) };
    const agentId = data.own !== null && about.partyId !== data.own ? data.own : about.agentId;
    const { consignment } = onFile ?? {};
    const input = consignment === undefined
      ? { kind: about.kind, cover: about.cover, pointCode: about.pointCode, venue: about.venue.trim(), expectedOn: about.expectedOn, partyId: about.partyId, ...(agentId === undefined ? {} : { agentId }), ...(about.kind === 'K14' ? { freeQuota: about.freeQuota } : {}), ...(about.kind === 'K16' ? { quarantine: about.quarantine } : {}), ...file }
      : { consignmentId: consignment.consignmentId, kind: consignment.kind, cover: consignment.cover, pointCode: consignment.pointCode, venue: consignment.venue, expectedOn: consignment.expectedOn, partyId: consignment.party.partyId, ...(consignment.agent === null ? {} : { agentId: consignment.agent.partyId }), ...file };
    void submit.run(input).then(async (answer) => {
      if (!answer?.ok) return;
      const missed = consignment === undefined ? await documents.send(answer.result.consignmentId) : 0;
      notify(answer.result.version === 1 ? t('goodsRegisters.submitted', { number: answer.result.number }) : t('goodsRegisters.submittedVersion', { number: answer.result.number, version: answer.result.version }));
      if (missed > 0) notify(t('goodsFiles.someNotKept', { count: missed }), 'late');
      void navigate(`/goods/${answer.result.consignmentId}${missed > 0 ? '?tab=files' : ''}`);
    });
  };
  const problem = (field: string): string | undefined => (submit.refusal?.where === `/${field}` ? refusal(submit.refusal) : undefined);
  return (
    <div className="tg-page">
      <PageHeader title={number === undefined ? t('goodsRegisters.newList') : t('goodsRegisters.nextVersion', { number })} detail={onFile === undefined ? t('goodsRegisters.newListDetail') : t('goodsRegisters.nextVersionDetail', { version: onFile.consignment.listVersion })} />
      <Panel title={t('goodsRegisters.about')}>
        {onFile === undefined ? <AboutConsignment about={about} data={data} problem={problem} onChange={(part) => setGiven((now) => ({ ...now, ...part }))} /> : <AboutVersion onFile={onFile} />}
      </Panel>
      <Panel title={t('goodsRegisters.list')}>
        <Stack>
          <ListSource way={way} onWay={setWay} checking={checking} pasted={pasted} onPasted={setPasted} rows={rows} wrong={wrong} onRows={setRows} onCheckTyped={() => checking.checkText(typedText, 'typing')} />
          {checked && <div ref={result} tabIndex={-1} className="ls-result" role="region" aria-label={checked.fileName}><CheckedLines key={`${checked.fileName} ${checked.found.contentHash}`} found={checked.found} /></div>}
        </Stack>
      </Panel>
      {onFile === undefined && <Panel title={t('goodsFiles.withFiling')}>{documents.block}</Panel>}
      {amends && onFile !== undefined ? <AskForList consignmentId={onFile.consignment.consignmentId} list={checked?.found.list ?? undefined} disabledReason={reason} /> : <Panel title={t('goodsRegisters.file')}>
        <Stack>
          {keptOut > 0 && checked?.found.list && <Checkbox label={t('goodsRegisters.without')} hint={t('goodsRegisters.withoutHint', { count: keptOut })} value={without} onChange={setWithout} />}
          {submit.refusal && <p className="tg-problem" role="alert">{refusal(submit.refusal)}</p>}
          {submit.fault && <p className="tg-problem" role="alert"><ErrorText error={submit.fault} /></p>}
          <Row>
            <Button kind="primary" icon="check" large pending={submit.pending || documents.sending} disabledReason={reason} onPress={send}>{onFile === undefined ? t('goodsRegisters.submit') : t('goodsRegisters.submitVersion', { version: onFile.consignment.listVersion + 1 })}</Button>
            <span className="tg-muted">{reason ?? (checked?.found.list ? t('goodsRegisters.summaryLines', { count: checked.found.list.lines.length }) : '')}</span>
          </Row>
        </Stack>
      </Panel>}
    </div>
  );
}

/** Brings the lines of the version on file under the hands, to go on from. Shape: whether a next version may be filed at all. */
function useVersionLines(onFile: OnFile | undefined, setRows: (rows: readonly TypedRow[]) => void): { readonly open: boolean } {
  const consignmentId = onFile?.consignment.consignmentId;
  const view = useView<{ readonly list: CheckedList['list'] }>('goods.listVersion', consignmentId && { consignmentId });
  const list = view.data?.data.list;
  const brought = useRef(false);
  useEffect(() => {
    if (!list || brought.current) return;
    brought.current = true;
    setRows(list.lines.map((line, key) => ({ key: key + 1, line: typedLine(line) })));
  }, [list, setRows]);
  const state = onFile?.consignment;
  return { open: state === undefined || canFileList({ declared_at: state.declaredAt, confirmed: state.confirmed, owes_list: state.owesList }).ok };
}

/** Says at which cells of the typed table the check found something. Shape: by `line field`, lines as the table numbers them. */
function useWrongCells(found: CheckedList | undefined, rows: readonly TypedRow[], typed: readonly TypedRow[]): ReadonlyMap<string, string> {
  const words = useGoodsWords();
  return useMemo(() => {
    const cells = new Map<string, string>();
    if (found === undefined) return cells;
    const lineOf = (place: number): number => rows.findIndex((row) => row.key === typed[place - 1]?.key) + 1;
    for (const entry of found.quarantined) {
      const heading = /, column (.+) \([A-Z]{1,3}\)$/u.exec(entry.where)?.[1];
      const column = listColumns.find((one) => one.en === heading);
      const { line } = keptOutPlace(words, entry.where);
      if (column !== undefined && line !== undefined) cells.set(`${lineOf(line)} ${column.field}`, keptOutText(words, entry));
    }
    for (const problem of found.problems) if (problem.position !== null && problem.severity === 'error') cells.set(`${lineOf(problem.position)} ${problem.field}`, problemText(words, problem));
    return cells;
  }, [found, rows, typed, words]);
}
