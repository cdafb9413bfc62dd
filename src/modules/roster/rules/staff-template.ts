import { staffColumns } from './staff-rows.ts';

const examples = {
  en: ['EXAMPLE-1', 'INVENTED Person', '虚构人员', 'PEK', 'front', 'A', 'L1', '12', 'sampling', 'EXAMPLE-0001', '2022-01-01', '2022-12-31'],
  zh: ['EXAMPLE-1', 'INVENTED Person', '虚构人员', 'PEK', '一线', 'A', 'L1', '12', '采样', 'EXAMPLE-0001', '2022-01-01', '2022-12-31'],
} as const;

/** Writes a staff list to begin with: its columns and one row of an invented person. Shape: CSV with the mark by which spreadsheets know UTF-8. */
export function staffTemplate(language: 'en' | 'zh'): string {
  const header = Object.values(staffColumns).map((names) => (language === 'zh' ? names.find((name) => /\p{Script=Han}/u.test(name)) : undefined) ?? names[0]);
  return `\uFEFF${[header, examples[language]].map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}
