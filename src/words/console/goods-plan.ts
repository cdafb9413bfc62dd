import { area } from '../area.ts';

/** The words of planning back. Shape: `task.<task>` names what has a last day, `state.<state>` how it stands. */
export const goodsPlan = area({
  en: {
    backPlan: 'Back plan', backPlanDetail: 'From the day on which the goods are needed back to the last day for each thing before.', kind: 'Kind', neededOn: 'Needed on', print: 'Print',
    ask: 'Choose a kind and a day', askDetail: 'The last days are counted back from the day on which the goods are needed, in working days of China.', dayNeeded: 'Write the day as YYYY-MM-DD.',
    lastDay: 'Last day', daysLeft: 'Days left', what: 'What', state: 'State', source: 'Where the time comes from', planOf: '{kind}, needed on {day}', tooLate: { one: '{count} last day has passed: these goods cannot be there in time on the usual way.', other: '{count} last days have passed: these goods cannot be there in time on the usual way.' },
    'task.register': 'Party filed and registered', 'task.permit': 'Permit applied for', 'task.list': 'Goods list filed', 'task.confirm': 'List confirmed', 'task.declare': 'Declared', 'task.slot': 'Inspection slot', 'task.arrive': 'Arrival at the port', 'task.isolation': 'Isolation begins', 'task.release': 'Release', 'task.deliver': 'Delivered to the venue',
    'state.done': 'done', 'state.due': 'due within 7 days', 'state.open': 'in time', 'state.missed': 'missed',
  },
  zh: {
    backPlan: '倒排计划', backPlanDetail: '从物资需用之日倒推各事项的最后期限。', kind: '类别', neededOn: '需用日期', print: '打印',
    ask: '请选择类别和日期', askDetail: '最后期限按中国工作日从需用日期倒推。', dayNeeded: '日期请写作 YYYY-MM-DD。',
    lastDay: '最后期限', daysLeft: '剩余天数', what: '事项', state: '状态', source: '时限依据', planOf: '{kind}，{day} 需用', tooLate: { other: '已错过 {count} 项最后期限：按通常流程，物资无法按时到位。' },
    'task.register': '单位备案登记', 'task.permit': '申请许可证', 'task.list': '提交物资清单', 'task.confirm': '清单确认', 'task.declare': '申报', 'task.slot': '预约查验', 'task.arrive': '抵达口岸', 'task.isolation': '开始隔离检疫', 'task.release': '放行', 'task.deliver': '送达场馆',
    'state.done': '已完成', 'state.due': '7 天内到期', 'state.open': '时间充裕', 'state.missed': '已错过',
  },
});
