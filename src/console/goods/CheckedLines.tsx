import { useMemo, useState, type ReactNode } from 'react';
import { Exact } from '../../kernel/money.ts';
import type { ListChange } from '../../modules/goods/rules/list-diff.ts';
import type { ListProblem } from '../../modules/goods/rules/list.ts';
import type { GoodsLine } from '../../modules/goods/shapes/list.ts';
import { Status } from '../design/Badge.tsx';
import { Stack } from '../design/Layout.tsx';
import { Stat, Stats } from '../design/Stat.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { Tabs } from '../design/Tabs.tsx';
import type { CheckedList } from './checking.ts';
import { findingText, keptOutPlace, keptOutText, listFieldName, problemText } from './list-saying.ts';
import { useGoodsWords } from './registers.ts';

/** What the check of a list found: its lines, what was kept out, what is wrong, and how it differs from the version on file. */
export function CheckedLines({ found }: { readonly found: CheckedList }): ReactNode {
  const { t } = useGoodsWords();
  const [tab, setTab] = useState<string | undefined>(undefined);
  const { list, quarantined, problems, findings, diff } = found;
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const changes = diff === null ? 0 : diff.added.length + diff.gone.length + diff.changed.length;
  // What must be put right stands in front.
  const first = quarantined.length > 0 ? 'keptOut' : problems.length > 0 ? 'problems' : 'lines';
  return (
    <Stack>
      <Sums found={found} errors={errors} />
      <Tabs label={t('goodsRegisters.list')} selected={tab ?? first} onSelect={setTab} tabs={[
        { key: 'lines', title: t('goodsRegisters.tabLines'), count: list?.lines.length ?? 0, content: <Lines found={found} /> },
        { key: 'keptOut', title: t('goodsRegisters.tabKeptOut'), count: quarantined.length, ...(quarantined.length > 0 ? { countTone: 'wrong' as const } : {}), content: <KeptOutRows found={found} /> },
        { key: 'problems', title: t('goodsRegisters.tabProblems'), count: problems.length, ...(errors > 0 ? { countTone: 'wrong' as const } : problems.length > 0 ? { countTone: 'late' as const } : {}), content: <Problems problems={problems} /> },
        { key: 'findings', title: t('goodsRegisters.tabFindings'), count: findings.length, content: <Findings findings={findings} /> },
        ...(diff === null ? [] : [{ key: 'changes', title: t('goodsRegisters.tabChanges'), count: changes, content: <Changes found={found} /> }]),
      ]} />
    </Stack>
  );
}

function Sums({ found, errors }: { readonly found: CheckedList; readonly errors: number }): ReactNode {
  const { t, number } = useGoodsWords();
  const { list, diff, problems, quarantined } = found;
  const values = useMemo(() => {
    const sums = new Map<string, Exact>();
    for (const line of list?.lines ?? []) sums.set(line.currency, (sums.get(line.currency) ?? Exact.zero).plus(Exact.get(line.totalValue)));
    return [...sums];
  }, [list]);
  return (
    <Stats>
      <Stat label={t('goodsRegisters.lines')} value={list?.lines.length ?? 0} />
      <Stat label={t('goodsRegisters.pieces')} value={list?.lines.reduce((sum, line) => sum + line.serials.length, 0) ?? 0} />
      {values.slice(0, 3).map(([currency, sum]) => <Stat key={currency} label={t('goodsRegisters.value')} value={number(Number(sum.toText(2)), 2)} unit={currency} />)}
      <Stat label={t('goodsRegisters.keptOut')} value={quarantined.length} {...(quarantined.length > 0 ? { tone: 'wrong' } : {})} />
      <Stat label={t('goodsRegisters.errors')} value={errors} {...(errors > 0 ? { tone: 'wrong' } : {})} />
      <Stat label={t('goodsRegisters.warnings')} value={problems.length - errors} {...(problems.length > errors ? { tone: 'late' } : {})} />
      {diff !== null && <Stat label={t('goodsRegisters.changed')} value={new Set(diff.changed.map((one) => one.position)).size} note={`+${diff.added.length} / −${diff.gone.length}`} />}
    </Stats>
  );
}

function Lines({ found }: { readonly found: CheckedList }): ReactNode {
  const { t, quantity, number, language } = useGoodsWords();
  const wrong = useMemo(() => {
    const byPosition = new Map<number, ListProblem['severity']>();
    for (const { position, severity } of found.problems) if (position !== null && byPosition.get(position) !== 'error') byPosition.set(position, severity);
    return byPosition;
  }, [found.problems]);
  const name = (line: GoodsLine): string => (language === 'zh' ? [line.descriptionZh, line.descriptionEn] : [line.descriptionEn, line.descriptionZh]).filter((text) => text !== '').join(' · ');
  const columns: readonly Column<GoodsLine & { readonly place: number }>[] = [
    { key: 'position', title: t('goodsRegisters.line'), cell: (line) => line.position, sortValue: (line) => line.position },
    { key: 'hs', title: 'HS', cell: (line) => <code>{line.hsCode}</code>, sortValue: (line) => line.hsCode },
    { key: 'name', title: t('goodsRegisters.description'), cell: name, sortValue: name },
    { key: 'model', title: t('goodsRegisters.model'), cell: (line) => [line.brand, line.model].filter(Boolean).join(' ') },
    { key: 'quantity', title: t('goodsRegisters.quantity'), align: 'end', cell: (line) => <span className="tg-nowrap">{quantity(line.quantity)} {line.unit}</span>, sortValue: (line) => Number(line.quantity) },
    { key: 'value', title: t('goodsRegisters.value'), align: 'end', cell: (line) => <span className="tg-nowrap">{number(Number(line.totalValue), 2)} {line.currency}</span>, sortValue: (line) => Number(line.totalValue) },
    { key: 'origin', title: t('goodsRegisters.origin'), cell: (line) => line.origin, sortValue: (line) => line.origin },
    { key: 'serials', title: t('goodsRegisters.pieces'), cell: (line) => (line.serials.length === 0 ? '' : <span className="tg-nowrap"><code>{line.serials[0]}</code>{line.serials.length > 1 && <span className="tg-muted"> {t('goodsRegisters.moreSerials', { count: line.serials.length - 1 })}</span>}</span>) },
  ];
  const rows = useMemo(() => found.list?.lines.map((line, place) => ({ ...line, place })) ?? [], [found.list]);
  return <div className="gr-framed gr-wide"><Table label={t('goodsRegisters.lines')} columns={columns} rows={rows} rowKey={(line) => String(line.place)} maximumHeight={480} tone={(line) => { const severity = wrong.get(line.position); return severity === 'error' ? 'wrong' : severity === undefined ? undefined : 'late'; }} /></div>;
}

function KeptOutRows({ found }: { readonly found: CheckedList }): ReactNode {
  const words = useGoodsWords();
  const { t } = words;
  const rows = useMemo(() => found.quarantined.map((entry, key) => ({ key: String(key), entry })), [found.quarantined]);
  return (
    <div className="gr-framed"><Table label={t('goodsRegisters.keptOut')} rows={rows} rowKey={(row) => row.key} maximumHeight={420} emptyTitle={t('goodsRegisters.noProblems')} columns={[
      { key: 'row', title: t('goodsRegisters.where'), cell: ({ entry }) => <strong className="tg-nowrap">{keptOutPlace(words, entry.where).row}</strong> },
      { key: 'column', title: t('goodsRegisters.column'), cell: ({ entry }) => keptOutPlace(words, entry.where).column },
      { key: 'wrong', title: t('goodsRegisters.wrong'), cell: ({ entry }) => <span className="gr-wrong">{keptOutText(words, entry)}</span> },
      { key: 'raw', title: t('goodsRegisters.raw'), cell: ({ entry }) => (entry.raw === undefined ? '' : <code className="ls-raw" title={entry.raw}>{entry.raw}</code>) },
    ]} /></div>
  );
}

function Findings({ findings }: { readonly findings: CheckedList['findings'] }): ReactNode {
  const words = useGoodsWords();
  const { t } = words;
  const rows = useMemo(() => findings.map((finding, key) => ({ key: String(key), finding, place: keptOutPlace(words, finding.where) })), [findings, words]);
  return (
    <div className="gr-framed"><Table label={t('goodsRegisters.tabFindings')} rows={rows} rowKey={(row) => row.key} maximumHeight={420} emptyTitle={t('goodsRegisters.noFindings')} columns={[
      { key: 'row', title: t('goodsRegisters.where'), cell: ({ place }) => <strong className="tg-nowrap">{place.row}</strong> },
      { key: 'column', title: t('goodsRegisters.column'), cell: ({ place }) => place.column },
      { key: 'noticed', title: t('goodsRegisters.noticed'), cell: ({ finding }) => findingText(words, finding) },
    ]} /></div>
  );
}

function Problems({ problems }: { readonly problems: CheckedList['problems'] }): ReactNode {
  const words = useGoodsWords();
  const { t } = words;
  const rows = useMemo(() => problems.map((problem, key) => ({ key: String(key), problem })), [problems]);
  return (
    <div className="gr-framed"><Table label={t('goodsRegisters.tabProblems')} rows={rows} rowKey={(row) => row.key} maximumHeight={420} emptyTitle={t('goodsRegisters.noProblems')} columns={[
      { key: 'line', title: t('goodsRegisters.line'), sortValue: ({ problem }) => problem.position ?? Number.MAX_SAFE_INTEGER, cell: ({ problem }) => <strong className="tg-nowrap">{problem.position ?? t('goodsRegisters.wholeList')}</strong> },
      { key: 'field', title: t('goodsRegisters.field'), sortValue: ({ problem }) => problem.field, cell: ({ problem }) => listFieldName(words, problem.field) },
      { key: 'severity', title: t('goodsRegisters.state'), sortValue: ({ problem }) => problem.severity, cell: ({ problem }) => <Status tone={problem.severity === 'error' ? 'wrong' : 'late'}>{t(`goodsRegisters.${problem.severity}`)}</Status> },
      { key: 'wrong', title: t('goodsRegisters.wrong'), cell: ({ problem }) => problemText(words, problem) },
    ]} /></div>
  );
}

function Changes({ found }: { readonly found: CheckedList }): ReactNode {
  const words = useGoodsWords();
  const { t } = words;
  const rows = useMemo(() => {
    const { diff } = found;
    if (diff === null) return [];
    const entries: readonly { readonly position: number | null; readonly what: 'added' | 'gone' | 'changed'; readonly change?: ListChange }[] = [
      ...diff.added.map(({ position }) => ({ position, what: 'added' as const })), ...diff.changed.map((change) => ({ position: change.position, what: 'changed' as const, change })), ...diff.gone.map(({ position }) => ({ position, what: 'gone' as const })),
    ];
    return entries.map((entry, key) => ({ ...entry, key: String(key) }));
  }, [found]);
  return (
    <div className="gr-framed"><Table label={t('goodsRegisters.tabChanges')} rows={rows} rowKey={(row) => row.key} maximumHeight={420} emptyTitle={t('goodsRegisters.noChanges')} tone={(row) => (row.what === 'gone' ? 'late' : undefined)} columns={[
      { key: 'line', title: t('goodsRegisters.line'), cell: (row) => <strong className="tg-nowrap">{row.what === 'gone' ? t('goodsRegisters.lineOfOld', { position: row.position ?? 0 }) : row.position ?? t('goodsRegisters.wholeList')}</strong> },
      { key: 'field', title: t('goodsRegisters.field'), cell: (row) => (row.change === undefined ? t(row.what === 'gone' ? 'goodsRegisters.changeGone' : 'goodsRegisters.changeAdded') : listFieldName(words, row.change.field)) },
      { key: 'was', title: t('goodsRegisters.was'), cell: (row) => (row.change === undefined ? '' : row.change.was === null ? <span className="tg-muted">–</span> : row.change.was) },
      { key: 'is', title: t('goodsRegisters.is'), cell: (row) => (row.change === undefined ? '' : <strong>{row.change.is ?? '–'}</strong>) },
    ]} /></div>
  );
}
