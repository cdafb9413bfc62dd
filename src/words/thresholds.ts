import { area } from './area.ts';

/** The names of the numbers that a plan sets; keys are the thresholds of the catalogue, `thresholds.feverCelsius`. */
export const thresholds = area({
  en: {
    feverCelsius: 'Fever from',
    retestRestMinutes: 'Rest before the retest, at least',
    resultHours: 'Laboratory result within',
    resultAlarmHours: 'Alarm for a result after',
    positiveReportMinutes: 'Positive reported within',
    monitoringDays: 'Self-monitoring, at least',
    firstTestHours: 'First test before departure, at most',
    secondTestHours: 'Second test before departure, at most',
    testsApartHours: 'Tests apart, at least',
    vaccinationDays: 'Last dose before departure, at least',
    codeHours: 'Declaration code valid for',
    listLeadHours: 'List held before landing, at least',
    differenceMinutes: 'Difference between head-counts explained within',
    matchScorePercent: 'Face match, at least',
    confirmationHours: 'Each confirmation within',
  },
  zh: {
    feverCelsius: '发热判定值',
    retestRestMinutes: '复测前静候不少于',
    resultHours: '检测结果时限',
    resultAlarmHours: '检测预警时点',
    positiveReportMinutes: '阳性即报时限',
    monitoringDays: '行前健康监测不少于',
    firstTestHours: '首次检测距登机不超过',
    secondTestHours: '二次检测距登机不超过',
    testsApartHours: '两次检测间隔不少于',
    vaccinationDays: '末剂接种距登机不少于',
    codeHours: '申报码有效期',
    listLeadHours: '名单提前掌握不少于',
    differenceMinutes: '人数差异说明时限',
    matchScorePercent: '人脸比对不低于',
    confirmationHours: '每次确认时限',
  },
});
