import { isDay } from '../../goods/rules/dates.ts';
import { placesOf } from '../../goods/rules/reading-rows.ts';
import { columnLetter } from '../../goods/rules/table-text.ts';
import type { Table, TableRow } from '../../goods/rules/table-text.ts';
import { skillNames, tierNames } from '../catalogue.ts';
import type { TierName } from '../catalogue.ts';

/** Lists why a row of a staff list is kept out; each has its words at `roster.kept.<code>`. */
export const staffRowProblems = ['formula', 'too-long', 'number', 'name', 'point', 'tier', 'most-shifts', 'skill', 'certificate', 'not-day', 'ends-before', 'differs'] as const;

/** Is one cell that keeps its row out. Shape: `row` counts as a spreadsheet does, `column` is its letter, empty where the file has no such column. */
export interface StaffRowProblem { readonly row: number; readonly column: string; readonly code: (typeof staffRowProblems)[number]; readonly params: Readonly<Record<string, string | number>> }

/** Is one person of a staff list with the certificates that its rows name. */
export interface StaffRow {
  readonly row: number;
  readonly staffNumber: string; readonly nameEn: string; readonly nameZh: string; readonly pointCode: string; readonly tier: TierName; readonly team?: string; readonly loop?: string; readonly mostShifts?: number;
  readonly certificates: readonly { readonly skill: string; readonly number: string; readonly validFrom: string; readonly validUntil: string | null }[];
}

/** Names the columns of a staff list, first as the template writes them. */
export const staffColumns = {
  number: ['staffnumber', 'number', 'id', '工号', '编号'], nameEn: ['nameen', 'name', 'englishname', '英文姓名', '姓名拼音'], nameZh: ['namezh', 'chinesename', '姓名', '中文姓名'], point: ['point', 'port', '口岸'],
  tier: ['tier', '梯队', '层级'], team: ['team', '班组'], loop: ['loop', 'closedloop', '闭环组'], mostShifts: ['mostshifts', '最多班次'],
  skill: ['skill', '技能', '资质'], certificate: ['certificate', '证书', '证书号'], validFrom: ['validfrom', '有效期起'], validUntil: ['validuntil', '有效期至'],
} as const;
type Column = keyof typeof staffColumns;

const tierWords: Readonly<Record<string, TierName>> = { front: 'front', 一线: 'front', reserve: 'reserve', 后备: 'reserve', 预备: 'reserve', emergency: 'emergency', 应急: 'emergency' };
const mostCharacters = 80;

function readRow(row: TableRow, places: ReadonlyMap<Column, number>, skillWords: Readonly<Record<string, string>>): { staff: StaffRow; problems: readonly StaffRowProblem[] } {
  const problems: StaffRowProblem[] = [];
  const complain = (column: Column, code: StaffRowProblem['code'], params: StaffRowProblem['params'] = {}): void => {
    const at = places.get(column);
    problems.push({ row: row.number, column: at === undefined ? '' : columnLetter(at), code, params });
  };
  const text = (column: Column): string => {
    const at = places.get(column);
    const cell = at === undefined ? '' : (row.cells[at] ?? '').trim();
    if (at !== undefined && row.formulas?.has(at) === true) complain(column, 'formula');
    if (cell.length <= mostCharacters) return cell;
    complain(column, 'too-long', { most: mostCharacters });
    return '';
  };
  const day = (column: Column, otherwise: string): string => {
    const cell = text(column);
    if (cell === '') return otherwise;
    const known: boolean = isDay(cell);
    if (known) return cell;
    complain(column, 'not-day', { text: cell.slice(0, 20) });
    return otherwise;
  };
  const staffNumber = text('number');
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,19}$/u.test(staffNumber)) complain('number', 'number', { text: staffNumber.slice(0, 20) });
  const [nameEn, nameZh] = [text('nameEn'), text('nameZh')];
  if (nameEn === '' && nameZh === '') complain('nameEn', 'name');
  const tier = tierWords[text('tier').toLowerCase()];
  if (tier === undefined) complain('tier', 'tier', { tiers: tierNames.join(', ') });
  const pointCode = text('point').toUpperCase();
  if (!/^[A-Z0-9]{2,8}$/u.test(pointCode)) complain('point', 'point', { text: pointCode.slice(0, 20) });
  const shifts = text('mostShifts');
  if (shifts !== '' && !(/^\d{1,2}$/u.test(shifts) && Number(shifts) <= 62)) complain('mostShifts', 'most-shifts', { most: 62 });
  const skillText = text('skill');
  const skill = skillNames.includes(skillText) ? skillText : skillWords[skillText.toLowerCase()];
  if (skillText !== '' && skill === undefined) complain('skill', 'skill', { skills: skillNames.join(', ') });
  const number = text('certificate');
  if (skillText !== '' && number === '') complain('certificate', 'certificate');
  const validFrom = day('validFrom', '2000-01-01');
  const until = day('validUntil', '');
  if (until !== '' && until < validFrom) complain('validUntil', 'ends-before');
  const [team, loop] = [text('team'), text('loop')];
  return {
    staff: {
      row: row.number, staffNumber, nameEn: nameEn || nameZh, nameZh: nameZh || nameEn, pointCode, tier: tier ?? 'front',
      ...(team === '' ? {} : { team }), ...(loop === '' ? {} : { loop }), ...(shifts === '' ? {} : { mostShifts: Number(shifts) }),
      certificates: skill === undefined ? [] : [{ skill, number, validFrom, validUntil: until === '' ? null : until }],
    },
    problems,
  };
}

const personOf = ({ row: _row, certificates: _certificates, ...person }: StaffRow): string => JSON.stringify(person, Object.keys(person).toSorted());

/**
 * Reads a staff list: a row for each person and skill; rows of one staff number say the same of the person. `skillWords` names skills in other words.
 * Shape: people in the order of the file; a row with a problem is kept out and the others are taken. Refuses (as UnreadableTable): a needed column that is missing.
 */
export function readStaff(table: Table, skillWords: Readonly<Record<string, string>>): { readonly people: readonly StaffRow[]; readonly quarantined: readonly StaffRowProblem[] } {
  const places = placesOf(table, staffColumns, ['number', 'tier', 'point']);
  const people = new Map<string, StaffRow>();
  const quarantined: StaffRowProblem[] = [];
  for (const row of table.rows) {
    const { staff, problems } = readRow(row, places, skillWords);
    const known = people.get(staff.staffNumber);
    if (problems.length > 0) quarantined.push(...problems);
    else if (known === undefined) people.set(staff.staffNumber, staff);
    else if (personOf(known) !== personOf(staff)) quarantined.push({ row: row.number, column: columnLetter(places.get('number')!), code: 'differs', params: { number: staff.staffNumber, row: known.row } });
    else people.set(staff.staffNumber, { ...known, certificates: [...known.certificates, ...staff.certificates] });
  }
  return { people: [...people.values()], quarantined };
}
