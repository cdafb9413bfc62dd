/** Is one tier of the echelon. Unit: hours of notice. */
export interface Tier { readonly tier: 'front' | 'reserve' | 'emergency'; readonly noticeHours: number; readonly cost: number; readonly approver: 'none' | 'dutyOfficer'; readonly source: string }

/** Lists the tiers from the front line to the last reserve. Source: docs/facts.md (1,000+ front-line and reserve, 400+ emergency people); notice and cost are inferred and can be set. */
export const tiers: readonly Tier[] = [
  { tier: 'front', noticeHours: 0, cost: 1, approver: 'none', source: 'inferred' },
  { tier: 'reserve', noticeHours: 4, cost: 1.6, approver: 'none', source: 'inferred' },
  { tier: 'emergency', noticeHours: 12, cost: 3, approver: 'dutyOfficer', source: 'inferred' },
];

/** Is the name of a tier. */
export type TierName = Tier['tier'];
/** Lists the names of the tiers. */
export const tierNames = ['front', 'reserve', 'emergency'] as const;

/** Is a skill that a certificate proves, and the kinds of station whose work it is. */
export interface Skill { readonly skill: string; readonly stations: readonly string[] }

/** Lists the skills. Shape: every kind of station with people at it is staffed by one skill. Source: the steps of each station, inferred. */
export const skills: readonly Skill[] = [
  { skill: 'boarding', stations: ['aircraft'] },
  { skill: 'screening', stations: ['declaration', 'temperature', 'gate', 'village', 'remote'] },
  { skill: 'medical', stations: ['patrol', 'inquiry', 'isolation'] },
  { skill: 'sampling', stations: ['sampling'] },
  { skill: 'laboratory', stations: ['laboratory', 'courier'] },
  { skill: 'baggage', stations: ['baggage'] },
  { skill: 'radiation', stations: ['radiation', 'alarmDesk'] },
  { skill: 'goods', stations: ['goodsDesk', 'cargoArrival', 'inspection', 'venueStore', 'cargoExit'] },
  { skill: 'transfer', stations: ['vehicleBay', 'ambulanceBay', 'accreditation'] },
  { skill: 'disinfection', stations: ['disinfection'] },
  { skill: 'command', stations: ['desk'] },
];

/** Lists the names of the skills. */
export const skillNames: readonly string[] = skills.map(({ skill }) => skill);

/** Lists why somebody may be away. */
export const absenceKinds = ['leave', 'sick', 'training', 'isolation', 'other'] as const;

/** Is what a shift is. Unit: minutes of the day at the port, and minutes. */
export interface ShiftContent {
  readonly nameEn: string;
  readonly nameZh: string;
  readonly startsMinute: number;
  readonly lengthMinutes: number;
  readonly breakMinutes: number;
}

/** Lists the shifts that a new event has. Source: inferred; each can be changed. */
export const firstShifts: readonly (ShiftContent & { readonly shift: string })[] = [
  { shift: 'E', nameEn: 'Early', nameZh: '早班', startsMinute: 360, lengthMinutes: 480, breakMinutes: 45 },
  { shift: 'L', nameEn: 'Late', nameZh: '晚班', startsMinute: 840, lengthMinutes: 480, breakMinutes: 45 },
  { shift: 'N', nameEn: 'Night', nameZh: '夜班', startsMinute: 1320, lengthMinutes: 480, breakMinutes: 45 },
  { shift: 'D', nameEn: 'Day, twelve hours', nameZh: '十二小时日班', startsMinute: 480, lengthMinutes: 720, breakMinutes: 75 },
];

/** Is a thing that a station must have enough of. */
export interface StockItem { readonly item: string; readonly unit: 'piece' | 'pair' | 'set' | 'litre' }

/** Lists the stocks of a station. Source: docs/facts.md, protection of staff; the least of each is set at the station. */
export const stockItems: readonly StockItem[] = [
  { item: 'respirator', unit: 'piece' }, { item: 'coverall', unit: 'piece' }, { item: 'faceShield', unit: 'piece' }, { item: 'gloves', unit: 'pair' }, { item: 'shoeCovers', unit: 'pair' },
  { item: 'swabKit', unit: 'set' }, { item: 'disinfectant', unit: 'litre' }, { item: 'dosimeter', unit: 'piece' },
];

/** Is how a roster's hard rules are set. Unit: hours, days, shifts. Source: inferred (workforce rules of the field); each is a setting of the roster. */
export const firstRules = { restHours: 11, mostDaysInRow: 6, leastDaysOffInRow: 2, mostShifts: { front: 12, reserve: 10, emergency: 6 } } as const;
