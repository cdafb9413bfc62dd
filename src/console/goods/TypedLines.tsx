import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { listColumns, type ListColumn } from '../../modules/goods/catalogue/list-columns.ts';
import { goodsUnits } from '../../modules/goods/catalogue/units.ts';
import type { TypedLine } from '../../modules/goods/rules/list-writing.ts';
import { goodsUses } from '../../modules/goods/shapes/list.ts';
import { Button } from '../design/Button.tsx';
import { Row, Stack } from '../design/Layout.tsx';
import { useWords } from '../words.tsx';
import { listFieldName } from './list-saying.ts';

/** Is a line under the hands: what is typed, and a key that stays its own. */
export type TypedRow = { readonly key: number; readonly line: TypedLine };

/** The fields that the table always has; others only where a line fills them in. */
const usual: readonly ListColumn[] = ['hsCode', 'descriptionZh', 'descriptionEn', 'brand', 'model', 'serials', 'quantity', 'unit', 'unitValue', 'totalValue', 'currency', 'origin', 'grossKilograms', 'netKilograms', 'packages', 'use'];
const narrow: ReadonlySet<ListColumn> = new Set(['quantity', 'currency', 'origin', 'grossKilograms', 'netKilograms', 'packages']);
const pageSize = 50;

/** Gives a new line: currency and country go on from the line before, since they are mostly the same. */
export function nextTypedRow(rows: readonly TypedRow[]): TypedRow {
  const { currency, origin } = rows.at(-1)?.line ?? {};
  return { key: Math.max(0, ...rows.map((row) => row.key)) + 1, line: { unit: 'C62', currency: currency ?? 'CNY', ...(origin === undefined ? {} : { origin }) } };
}

/** Tells whether something was typed into a line besides what every new line has. */
export function isTyped({ line }: TypedRow): boolean {
  return Object.entries(line).some(([field, value]) => !['unit', 'currency', 'origin', 'position'].includes(field) && value.trim() !== '');
}

/** A table to type a goods list into. Enter goes to the line below, and in the last line adds one. Shape: `wrong` says by `line field` what the last check found. */
export function TypedLines({ rows, wrong, onChange }: { readonly rows: readonly TypedRow[]; readonly wrong: ReadonlyMap<string, string>; readonly onChange: (rows: readonly TypedRow[]) => void }): ReactNode {
  const words = useWords();
  const { t, find, language, number } = words;
  const [page, setPage] = useState(0);
  const body = useRef<HTMLTableSectionElement>(null);
  const goTo = useRef<string | undefined>(undefined);
  const columns = listColumns.filter((column) => usual.includes(column.field) || (column.field !== 'position' && rows.some(({ line }) => (line[column.field] ?? '') !== '')));
  const last = Math.max(0, Math.ceil(rows.length / pageSize) - 1);
  const at = Math.min(page, last);
  const shown = rows.slice(at * pageSize, (at + 1) * pageSize);
  useEffect(() => {
    if (goTo.current === undefined) return;
    body.current?.querySelector<HTMLElement>(`[data-cell="${goTo.current}"]`)?.focus();
    goTo.current = undefined;
  });
  const add = (field: ListColumn): void => {
    const row = nextTypedRow(rows);
    goTo.current = `${row.key} ${field}`;
    setPage(Math.floor(rows.length / pageSize));
    onChange([...rows, row]);
  };
  const onKeyDown = (event: KeyboardEvent, place: number, field: ListColumn): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const below = rows[place + 1];
    if (below === undefined) add('hsCode');
    else body.current?.querySelector<HTMLElement>(`[data-cell="${below.key} ${field}"]`)?.focus();
  };
  const cell = (row: TypedRow, place: number, field: ListColumn): ReactNode => {
    const problem = wrong.get(`${place + 1} ${field}`);
    const shared = {
      'data-cell': `${row.key} ${field}`, 'aria-label': `${listFieldName(words, field)}, ${t('goodsRegisters.line')} ${place + 1}`, 'aria-invalid': problem === undefined ? undefined : true, title: problem, value: row.line[field] ?? '',
      onKeyDown: (event: KeyboardEvent) => onKeyDown(event, place, field),
      onChange: (event: { readonly target: { readonly value: string } }) => onChange(rows.map((one) => (one.key === row.key ? { ...one, line: { ...one.line, [field]: event.target.value } } : one))),
    };
    if (field === 'unit') return <select className="tg-input" {...shared}>{goodsUnits.map((unit) => <option key={unit.code} value={unit.code}>{unit[language]} ({unit.code})</option>)}</select>;
    if (field === 'use') return <select className="tg-input" {...shared}><option value="">–</option>{goodsUses.map((use) => <option key={use} value={use}>{find(`goodsRegisters.goodsUse.${use}`) ?? use}</option>)}</select>;
    return <input className="tg-input" autoComplete="off" spellCheck={false} {...shared} />;
  };
  return (
    <Stack>
      <div className="gr-typed" role="region" aria-label={t('goodsRegisters.list')} tabIndex={0}>
        <table>
          <thead><tr><th scope="col">{t('goodsRegisters.lineNumber')}</th>{columns.map((column) => <th key={column.field} scope="col">{listFieldName(words, column.field)}</th>)}<th scope="col"><span className="tg-hidden">{t('goodsRegisters.removeLine', { line: '' })}</span></th></tr></thead>
          <tbody ref={body}>
            {shown.map((row, offset) => {
              const place = at * pageSize + offset;
              return (
                <tr key={row.key}>
                  <th scope="row">{place + 1}</th>
                  {columns.map((column) => <td key={column.field} className={narrow.has(column.field) ? 'gr-narrow' : undefined}>{cell(row, place, column.field)}</td>)}
                  <td><Button kind="bare" icon="cross" label={t('goodsRegisters.removeLine', { line: place + 1 })} onPress={() => onChange(rows.length === 1 ? [nextTypedRow([])] : rows.filter((one) => one.key !== row.key))} /></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <Row>
        <Button icon="plus" onPress={() => add('hsCode')}>{t('goodsRegisters.addLine')}</Button>
        {last > 0 && (
          <>
            <Button icon="chevronLeft" label={t('goodsRegisters.linesBefore')} onPress={() => setPage(Math.max(0, at - 1))} />
            <span>{t('goodsRegisters.shownLines', { from: at * pageSize + 1, to: Math.min(rows.length, (at + 1) * pageSize), all: number(rows.length) })}</span>
            <Button icon="chevronRight" label={t('goodsRegisters.linesAfter')} onPress={() => setPage(Math.min(last, at + 1))} />
          </>
        )}
        <span className="tg-hint">{t('goodsRegisters.typedHint')}</span>
      </Row>
    </Stack>
  );
}
