import type { ThresholdDefinition } from '../shapes.ts';

/**
 * Lists the dated policy numbers of the national baseline; a plan may only be stricter.
 * Source: docs/facts.md, thresholds of 2020–2022; "inferred" where no published source was found.
 */
export const thresholds: readonly ThresholdDefinition[] = [
  { name: 'feverCelsius', unit: '°C', baseline: 37.3, minimum: 36, maximum: 39, stricter: 'lower', source: 'Beijing 2022 Playbook, 2nd edition' },
  { name: 'retestRestMinutes', unit: 'min', baseline: 5, minimum: 0, maximum: 60, stricter: 'higher', source: 'inferred: a retest follows a rest; the minutes are a setting' },
  { name: 'retestDeadlineMinutes', unit: 'min', baseline: 10, minimum: 1, maximum: 60, stricter: 'lower', source: 'inferred: nobody above the threshold waits unconfirmed in the hall; counted from the end of the rest, the minutes are a setting' },
  { name: 'resultHours', unit: 'h', baseline: 6, minimum: 1, maximum: 48, stricter: 'lower', source: 'Beijing 2022 Playbook, 2nd edition' },
  { name: 'resultAlarmHours', unit: 'h', baseline: 5, minimum: 0.5, maximum: 47, stricter: 'lower', source: 'inferred: alarm one hour before the breach' },
  { name: 'positiveReportMinutes', unit: 'min', baseline: 15, minimum: 1, maximum: 120, stricter: 'lower', source: 'inferred from “at the first moment”' },
  { name: 'monitoringDays', unit: 'd', baseline: 14, minimum: 0, maximum: 28, stricter: 'higher', source: 'Embassy notices, January 2022' },
  { name: 'firstTestHours', unit: 'h', baseline: 96, minimum: 1, maximum: 240, stricter: 'lower', source: 'Embassy notices, January 2022' },
  { name: 'secondTestHours', unit: 'h', baseline: 72, minimum: 1, maximum: 240, stricter: 'lower', source: 'Embassy notices, January 2022' },
  { name: 'testsApartHours', unit: 'h', baseline: 24, minimum: 0, maximum: 96, stricter: 'higher', source: 'Embassy notices, January 2022' },
  { name: 'vaccinationDays', unit: 'd', baseline: 14, minimum: 0, maximum: 60, stricter: 'higher', source: 'Embassy notices, January 2022' },
  { name: 'codeHours', unit: 'h', baseline: 24, minimum: 1, maximum: 168, stricter: 'lower', source: 'General statement on the declaration code' },
  { name: 'listLeadHours', unit: 'h', baseline: 2, minimum: 0, maximum: 72, stricter: 'higher', source: 'Hangzhou airport, 2020-03-30' },
  { name: 'differenceMinutes', unit: 'min', baseline: 120, minimum: 5, maximum: 1440, stricter: 'lower', source: 'inferred: a difference between head-counts is explained while the people are still there' },
  { name: 'matchScorePercent', unit: '%', baseline: 80, minimum: 0, maximum: 100, stricter: 'higher', source: 'inferred: face against document, a setting of the machine' },
  { name: 'confirmationHours', unit: 'h', baseline: 24, minimum: 1, maximum: 120, stricter: 'lower', directions: ['import'], source: 'China Daily 2021-12-31: work done within 24 h; as a limit for each confirmation inferred' },
  { name: 'coldExcursionMinutes', unit: 'min', baseline: 30, minimum: 0, maximum: 240, stricter: 'lower', directions: ['import'], source: 'GB 31605-2020 keeps food in its range; the minutes of a door or a transfer are inferred' },
  { name: 'coldGapMinutes', unit: 'min', baseline: 60, minimum: 1, maximum: 240, stricter: 'lower', directions: ['import'], source: 'inferred: between two readings further apart nothing is proven' },
  { name: 'coldLogHours', unit: 'h', baseline: 6, minimum: 1, maximum: 240, stricter: 'higher', directions: ['import'], source: 'inferred: a log shorter than a flight proves no journey' },
  { name: 'alarmAcknowledgeSeconds', unit: 's', baseline: 30, minimum: 5, maximum: 600, stricter: 'lower', directions: ['response'], source: 'inferred: somebody owns an alarm at once' },
  { name: 'alarmVerifyMinutes', unit: 'min', baseline: 3, minimum: 1, maximum: 60, stricter: 'lower', directions: ['response'], source: 'inferred: a second pass' },
  { name: 'alarmSecondaryMinutes', unit: 'min', baseline: 15, minimum: 1, maximum: 240, stricter: 'lower', directions: ['response'], source: 'inferred: isolation, interview and papers' },
  { name: 'alarmExpertMinutes', unit: 'min', baseline: 30, minimum: 1, maximum: 1440, stricter: 'lower', directions: ['response'], source: 'inferred: the answer of an expert' },
  { name: 'stopWorkMicrosievert', unit: 'µSv/h', baseline: 100, minimum: 0.1, maximum: 10_000, stricter: 'lower', directions: ['response'], source: 'inferred: a dose rate at which nobody works on without an expert; IAEA texts to be verified' },
];
