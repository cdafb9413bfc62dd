import { makeWorkCalendar } from '../rules/dates.ts';
import type { HolidayNotice, WorkCalendar } from '../rules/dates.ts';

const newYear = '元旦';
const springFestival = '春节';
const qingming = '清明节';
const labourDay = '劳动节';
const dragonBoat = '端午节';
const midAutumn = '中秋节';
const nationalDay = '国庆节';
const notice = (number: string): string => `国务院办公厅关于部分节假日安排的通知，${number}`;

/**
 * Lists China's public holidays and the weekend days worked in exchange, as the State Council announces them each November for the year that follows.
 * Shape: one notice a year; a day off in December stands in the notice of the year it belongs to.
 * Source: the notices of the General Office of the State Council that each entry names.
 */
export const holidayNotices: readonly HolidayNotice[] = [
  {
    year: 2021, source: notice('国办发明电〔2020〕27号'),
    holidays: [
      { name: newYear, from: '2021-01-01', to: '2021-01-03' }, { name: springFestival, from: '2021-02-11', to: '2021-02-17' }, { name: qingming, from: '2021-04-03', to: '2021-04-05' },
      { name: labourDay, from: '2021-05-01', to: '2021-05-05' }, { name: dragonBoat, from: '2021-06-12', to: '2021-06-14' }, { name: midAutumn, from: '2021-09-19', to: '2021-09-21' },
      { name: nationalDay, from: '2021-10-01', to: '2021-10-07' },
    ],
    makeUpWorkdays: ['2021-02-07', '2021-02-20', '2021-04-25', '2021-05-08', '2021-09-18', '2021-09-26', '2021-10-09'],
  },
  {
    year: 2022, source: notice('国办发明电〔2021〕11号'),
    holidays: [
      { name: newYear, from: '2022-01-01', to: '2022-01-03' }, { name: springFestival, from: '2022-01-31', to: '2022-02-06' }, { name: qingming, from: '2022-04-03', to: '2022-04-05' },
      { name: labourDay, from: '2022-04-30', to: '2022-05-04' }, { name: dragonBoat, from: '2022-06-03', to: '2022-06-05' }, { name: midAutumn, from: '2022-09-10', to: '2022-09-12' },
      { name: nationalDay, from: '2022-10-01', to: '2022-10-07' },
    ],
    makeUpWorkdays: ['2022-01-29', '2022-01-30', '2022-04-02', '2022-04-24', '2022-05-07', '2022-10-08', '2022-10-09'],
  },
  {
    year: 2023, source: notice('国办发明电〔2022〕16号'),
    holidays: [
      { name: newYear, from: '2022-12-31', to: '2023-01-02' }, { name: springFestival, from: '2023-01-21', to: '2023-01-27' }, { name: qingming, from: '2023-04-05', to: '2023-04-05' },
      { name: labourDay, from: '2023-04-29', to: '2023-05-03' }, { name: dragonBoat, from: '2023-06-22', to: '2023-06-24' }, { name: `${midAutumn}、${nationalDay}`, from: '2023-09-29', to: '2023-10-06' },
    ],
    makeUpWorkdays: ['2023-01-28', '2023-01-29', '2023-04-23', '2023-05-06', '2023-06-25', '2023-10-07', '2023-10-08'],
  },
  {
    year: 2024, source: notice('国办发明电〔2023〕7号'),
    holidays: [
      { name: newYear, from: '2024-01-01', to: '2024-01-01' }, { name: springFestival, from: '2024-02-10', to: '2024-02-17' }, { name: qingming, from: '2024-04-04', to: '2024-04-06' },
      { name: labourDay, from: '2024-05-01', to: '2024-05-05' }, { name: dragonBoat, from: '2024-06-10', to: '2024-06-10' }, { name: midAutumn, from: '2024-09-15', to: '2024-09-17' },
      { name: nationalDay, from: '2024-10-01', to: '2024-10-07' },
    ],
    makeUpWorkdays: ['2024-02-04', '2024-02-18', '2024-04-07', '2024-04-28', '2024-05-11', '2024-09-14', '2024-09-29', '2024-10-12'],
  },
  {
    year: 2025, source: notice('国办发明电〔2024〕12号'),
    holidays: [
      { name: newYear, from: '2025-01-01', to: '2025-01-01' }, { name: springFestival, from: '2025-01-28', to: '2025-02-04' }, { name: qingming, from: '2025-04-04', to: '2025-04-06' },
      { name: labourDay, from: '2025-05-01', to: '2025-05-05' }, { name: dragonBoat, from: '2025-05-31', to: '2025-06-02' }, { name: `${nationalDay}、${midAutumn}`, from: '2025-10-01', to: '2025-10-08' },
    ],
    makeUpWorkdays: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  {
    year: 2026, source: notice('国办发明电〔2025〕7号'),
    holidays: [
      { name: newYear, from: '2026-01-01', to: '2026-01-03' }, { name: springFestival, from: '2026-02-15', to: '2026-02-23' }, { name: qingming, from: '2026-04-04', to: '2026-04-06' },
      { name: labourDay, from: '2026-05-01', to: '2026-05-05' }, { name: dragonBoat, from: '2026-06-19', to: '2026-06-21' }, { name: midAutumn, from: '2026-09-25', to: '2026-09-27' },
      { name: nationalDay, from: '2026-10-01', to: '2026-10-07' },
    ],
    makeUpWorkdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
];

/** Is China's calendar of working days, of all notices listed. */
export const chinaCalendar: WorkCalendar = makeWorkCalendar(holidayNotices);
