import { area } from '../area.ts';

/**
 * The words of the forms drawn from evidence schemas.
 * Shape: `<field>` is the title of a field, `<field>.<option>` of an option in that field, `option.<option>` of an option in any
 * field, `hint.<field>` the line below a field (optional).
 */
export const evidence = area({
  en: {
    'option.yes': 'Yes',
    'option.no': 'No',
    'option.passed': 'Passed',
    'option.failed': 'Failed',
    'option.normal': 'Normal',
    'option.abnormal': 'Abnormal',
    'option.positive': 'Positive',
    'option.negative': 'Negative',
    temperatureCelsius: 'Temperature',
    outcome: 'Outcome',
    symptoms: 'Symptoms',
    'symptoms.fever': 'Fever',
    'symptoms.fatigue': 'Fatigue',
    'symptoms.dryCough': 'Dry cough',
    'symptoms.soreThroat': 'Sore throat',
    'symptoms.diarrhoea': 'Diarrhoea',
    remarks: 'Remarks',
    tubeCode: 'Tube',
    takenAt: 'Taken at',
    deviceId: 'Device',
  },
  zh: {
    'option.yes': '是',
    'option.no': '否',
    'option.passed': '通过',
    'option.failed': '未通过',
    'option.normal': '正常',
    'option.abnormal': '异常',
    'option.positive': '阳性',
    'option.negative': '阴性',
    temperatureCelsius: '体温',
    outcome: '结果',
    symptoms: '症状',
    'symptoms.fever': '发热',
    'symptoms.fatigue': '乏力',
    'symptoms.dryCough': '干咳',
    'symptoms.soreThroat': '咽痛',
    'symptoms.diarrhoea': '腹泻',
    remarks: '备注',
    tubeCode: '采样管',
    takenAt: '采集时间',
    deviceId: '设备',
  },
});
