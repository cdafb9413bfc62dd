import { area } from './area.ts';

/** The names of the numbers that a plan sets; keys are the thresholds of the catalogue, `thresholds.feverCelsius`. */
export const thresholds = area({
  en: {
    feverCelsius: 'Fever from',
    retestRestMinutes: 'Rest before the retest',
    resultHours: 'Result of a test within',
    resultAlarmHours: 'Alarm for a result after',
    positiveReportMinutes: 'Positive reported within',
    monitoringDays: 'Self-monitoring',
    firstTestHours: 'First test at most before departure',
    secondTestHours: 'Second test at most before departure',
    testsApartHours: 'Tests apart by',
    vaccinationDays: 'Last dose before departure',
    codeHours: 'Declaration code valid for',
    listLeadHours: 'List held before landing',
    differenceMinutes: 'Difference between head-counts explained within',
    matchScorePercent: 'Match of the face',
  },
  zh: {
    feverCelsius: '发热阈值',
    retestRestMinutes: '复测前休息',
    resultHours: '检测结果时限',
    resultAlarmHours: '结果预警',
    positiveReportMinutes: '阳性报告时限',
    monitoringDays: '行前健康监测',
    firstTestHours: '首次检测距登机不超过',
    secondTestHours: '二次检测距登机不超过',
    testsApartHours: '两次检测间隔',
    vaccinationDays: '末次接种距登机',
    codeHours: '申报码有效期',
    listLeadHours: '名单提前量',
    differenceMinutes: '人数差异说明时限',
    matchScorePercent: '人脸比对分值',
  },
});
