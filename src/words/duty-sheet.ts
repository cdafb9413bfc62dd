import { area } from './area.ts';

/** The words of the printed sheet by which a shift is handed over. */
export const dutySheet = area({
  en: {
    title: 'Shift hand-over sheet', point: 'Point of entry', from: 'Shift from', until: 'Shift until', asOf: 'Every figure is counted from what was recorded until {time}.',
    flights: 'Flights handled', persons: 'Persons handed over', closed: 'Flights closed', steps: 'Prescribed actions', stepsValue: '{done} of {all} done, {owed} owed', staffOn: 'Staff on duty', staffValue: '{on} of {rostered}, {missing} missing', alarms: 'Open alarms', holds: 'Open holds', devices: 'Devices down', callUps: 'Call-ups in force',
    flight: 'Flight', time: 'Time', state: 'State', handedOver: 'Handed over', inShift: 'In shift', hundred: 'Done', owed: 'Owed', dwell: 'Dwell 95 %, promised / actual', minutes: '{count} min', none: 'None.',
    open: 'Open at 100 %', openNone: 'Nothing is owed.', step: 'Action', since: 'Owed since', overdue: 'Overdue', more: 'and {count} more lines, which the flights’ desks show',
    alarm: 'Alarm', device: 'Device', raised: 'Raised', acknowledged: 'Acknowledged', next: 'Next clock', notYet: 'not yet',
    holdsTitle: 'Open holds on goods', number: 'Consignment', agency: 'Agency', reason: 'Reason', due: 'Due',
    callUpsTitle: 'Call-ups in force or waiting', tier: 'Tier', skill: 'Skill', wanted: 'Wanted', answered: 'Called / coming / here', 'state.waiting': 'waits for approval', 'state.called': 'called',
    staff: 'Staff of the shift', rostered: 'Rostered', present: 'On duty', gone: 'Gone off', missing: 'Missing', missingTitle: 'Rostered and not come', name: 'Name', staffNumber: 'Staff number', serial: 'Serial number', downSince: 'Since', dutyFrom: 'From',
    notes: 'Notes of hand-overs in this shift', note: 'Note', by: 'From', to: 'To', taken: 'Taken', handOver: 'Hand-over', giver: 'Hands over', taker: 'Takes over', signHere: 'Name, date, signature', signed: 'Signed electronically, {at}', hash: 'SHA-256 of the content', matches: 'Recomputed from the records when printed: equal to the hash that was handed over.', differs: 'Recomputed from the records when printed: NOT equal to the hash that was handed over ({hash}).',
    'tier.front': 'Front line', 'tier.reserve': 'Reserve', 'tier.emergency': 'Emergency',
    'skill.boarding': 'Boarding', 'skill.screening': 'Screening', 'skill.medical': 'Medical', 'skill.sampling': 'Sampling', 'skill.laboratory': 'Laboratory', 'skill.baggage': 'Baggage', 'skill.radiation': 'Radiation', 'skill.goods': 'Goods', 'skill.transfer': 'Transfer', 'skill.disinfection': 'Disinfection', 'skill.command': 'Command',
  },
  zh: {
    title: '值班交接单', point: '口岸', from: '班次开始', until: '班次结束', asOf: '全部数据依据截至 {time} 的记录计算。',
    flights: '处置航班', persons: '本班移交人数', closed: '本班销号航班', steps: '规定动作', stepsValue: '应做 {all} 项，完成 {done} 项，未完成 {owed} 项', staffOn: '在岗人员', staffValue: '应到 {rostered} 人，在岗 {on} 人，未到 {missing} 人', alarms: '未处置报警', holds: '未解除扣留', devices: '停用或故障设备', callUps: '生效调派',
    flight: '航班', time: '时间', state: '状态', handedOver: '已移交', inShift: '本班移交', hundred: '已完成', owed: '未完成', dwell: '停留时间（95%），承诺 / 实际', minutes: '{count} 分钟', none: '无。',
    open: '未达 100% 的事项', openNone: '无未完成事项。', step: '规定动作', since: '应做起始时间', overdue: '超时', more: '另有 {count} 行，见航班处置台',
    alarm: '报警', device: '设备', raised: '报警时间', acknowledged: '确认时间', next: '下一时限', notYet: '未确认',
    holdsTitle: '未解除的物资扣留', number: '物资批号', agency: '扣留机关', reason: '原因', due: '时限',
    callUpsTitle: '生效或待批的调派', tier: '梯队', skill: '技能', wanted: '需要', answered: '已调 / 应答 / 到岗', 'state.waiting': '待批准', 'state.called': '已调派',
    staff: '本班人员', rostered: '应到', present: '在岗', gone: '已下岗', missing: '未到', missingTitle: '应到未到人员', name: '姓名', staffNumber: '工号', serial: '序列号', downSince: '起始时间', dutyFrom: '起始时间',
    notes: '本班交接记事', note: '记事', by: '交班', to: '接班', taken: '接班时间', handOver: '交接', giver: '交班人', taker: '接班人', signHere: '姓名、日期、签字', signed: '电子签署 {at}', hash: '内容校验值（SHA-256）', matches: '打印时按记录重新计算，与交班时的校验值一致。', differs: '打印时按记录重新计算，与交班时的校验值（{hash}）不一致。',
    'tier.front': '一线', 'tier.reserve': '预备', 'tier.emergency': '应急',
    'skill.boarding': '登临检疫', 'skill.screening': '申明核验', 'skill.medical': '流调排查', 'skill.sampling': '采样', 'skill.laboratory': '检测', 'skill.baggage': '行李', 'skill.radiation': '核辐射', 'skill.goods': '物资', 'skill.transfer': '转运', 'skill.disinfection': '消毒', 'skill.command': '指挥',
  },
});
