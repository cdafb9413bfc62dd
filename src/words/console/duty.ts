import { area } from '../area.ts';

/** The words of the duty commander's board. */
export const duty = area({
  en: {
    title: 'Duty command', leadsToNow: 'leads to now', replay: 'Replay', liveNow: 'Live', asOf: 'As it stood at {time}', timeOfDay: 'Time of the day', back: 'A quarter of an hour back', forward: 'A quarter of an hour on', play: 'Play', pause: 'Pause', speed: 'Speed', speedOf: '{steps} steps a second', toLive: 'Back to live', dayBefore: 'Day before', dayAfter: 'Day after',
    wall: 'Wall', point: 'Port', span: 'Hours shown', span12: '12 h', span24: '24 h', notSeen: 'Your roles do not see this.',
    now: 'What needs you now', nothing: 'Nothing needs you now.', more: { one: 'Show {count} more', other: 'Show {count} more' }, fewer: 'Show fewer',
    promiseBroken: 'takes longer than promised', promiseThreatened: 'will probably take longer than the target', alarmUnacknowledged: 'not acknowledged, {device}', alarmEscalated: '{device}: an alarm is escalated; next: {step}', acknowledge: 'Acknowledge', stationOver: { one: '{count} waits, over the target', other: '{count} wait, over the target' }, openForecast: 'Forecast',
    staffMissing: { one: '{count} rostered has not come', other: '{count} rostered have not come' }, staffShort: '{count} short of the {need} needed', openStaff: 'Staff', callUpWaits: 'call-up of {count} for {skill} waits for approval', decide: 'Decide', holdsOverdue: { one: '{count} past its time', other: '{count} past their time' }, devicesWaiting: { one: '{count} waits for approval', other: '{count} wait for approval' }, approve: 'Approve', takesWatch: 'hands the watch over to you', takeNow: 'Take over',
    flights: 'Flights', flightsOfWindow: 'Flights {from} to {to}', noFlights: 'No flight stands in these hours.', otherFlights: { one: '{count} more today outside these hours', other: '{count} more today outside these hours' }, onBoardOf: '{done} of {all} handed over',
    legendHalf: 'promised, half through', legendBand: 'to 95 %', legendActual: 'so far', legendTarget: 'target', legendWrong: 'broken or will be',
    'verdict.broken': 'takes longer than promised', 'verdict.threatened': 'will probably exceed the target', 'verdict.kept': 'within the promise', 'verdict.running': 'within the promise so far', 'verdict.none': 'nothing promised',
    flightSays: '{flight}: {state}, {time}; {verdict}', promised: 'promised {p50} to {p95} min, target {target} min',
    queues: 'Queues', queuesOf: 'Queues, foreseen {time}', noForecast: 'No forecast yet – compute one under Forecast.', toForecast: 'Forecast', waitingNow: { one: '{count} waiting', other: '{count} waiting' }, oldest: 'oldest {count} min', perHour: '{count}/h', noQueue: 'No queue foreseen: {stations}', queueSays: '{station}: {waiting} waiting; for now {mean} foreseen, at most {most} in 95 of 100 days', queueForeseen: '{mean}–{most} foreseen', bottleneck: 'Bottleneck',
    staffNow: 'Staff now and in two hours', skill: 'Skill', onNow: 'On', rostered: 'Rostered', needed: 'Needed', inTwoHours: '+2 h', noStaff: 'Nobody is rostered at this hour.', noNeed: 'No need computed',
    inProcess: 'In process', inProcessNote: 'not handed over', overdue: 'Overdue', done: 'Prescribed actions', alarms: 'Open alarms', unacknowledged: { one: '{count} unacknowledged', other: '{count} unacknowledged' }, devices: 'Devices', devicesDown: 'Devices down', ofDevices: 'of {count}', holds: 'Holds', holdsNote: { one: '{count} overdue', other: '{count} overdue' }, slots: 'Goods slots', slotsNote: 'booked of {count}', slotsLate: { one: '{count} late', other: '{count} late' }, onDuty: 'On duty', missing: { one: '{count} missing', other: '{count} missing' }, callUps: 'Call-ups', callUpsNote: { one: '{count} waits', other: '{count} wait' },
    handOvers: 'Hand-overs', handOver: 'Hand over', takeOver: 'Take over', sheet: 'Shift sheet', noHandOvers: 'No watch has been handed over here.', from: 'Shift from', until: 'Shift until', to: 'To', note: 'Note', noteHint: 'What the records do not say.', cancel: 'Cancel', handOverDetail: 'The sheet is counted from the records until the end of the shift; its SHA-256 is recorded with the hand-over.', takeOverDetail: '{name} hands over the watch of {from} to {until}.', timeNeeded: 'Enter a time.', officerNeeded: 'Choose who takes over.', isTaken: 'taken {time}', notTaken: 'not taken yet', handedTo: '{by} to {to}', print: 'Print the sheet', hash: 'SHA-256',
    wallDone: 'Prescribed actions done',
    keys: 'Keys: ← → a quarter of an hour, space plays, L live, W wall',
  },
  zh: {
    title: '值班指挥', leadsToNow: '转到当前', replay: '回放', liveNow: '实时', asOf: '{time} 的状态', timeOfDay: '当日时间', back: '后退 15 分钟', forward: '前进 15 分钟', play: '播放', pause: '暂停', speed: '速度', speedOf: '每秒 {steps} 步', toLive: '返回实时', dayBefore: '前一日', dayAfter: '后一日',
    wall: '大屏', point: '口岸', span: '显示时段', span12: '12 小时', span24: '24 小时', notSeen: '您的角色无权查看此项。',
    now: '当前须处理', nothing: '当前没有须处理的事项。', more: { other: '再显示 {count} 项' }, fewer: '收起',
    promiseBroken: '已超过承诺停留时间', promiseThreatened: '预计超过目标时间', alarmUnacknowledged: '报警未确认，{device}', alarmEscalated: '{device}报警已升级，下一步：{step}', acknowledge: '确认', stationOver: { other: '{count} 人等候，超过目标' }, openForecast: '预测',
    staffMissing: { other: '应到未到 {count} 人' }, staffShort: '需要 {need} 人，尚缺 {count} 人', openStaff: '人员', callUpWaits: '调派 {count} 人（{skill}）待批准', decide: '审批', holdsOverdue: { other: '{count} 件超时' }, devicesWaiting: { other: '{count} 台待批准' }, approve: '批准', takesWatch: '向您交班', takeNow: '接班',
    flights: '航班', flightsOfWindow: '航班 {from}–{to}', noFlights: '此时段没有航班。', otherFlights: { other: '当日另有 {count} 个航班在此时段之外' }, onBoardOf: '已移交 {done} / {all} 人',
    legendHalf: '承诺：半数完成', legendBand: '至 95%', legendActual: '目前为止', legendTarget: '目标', legendWrong: '已超或将超',
    'verdict.broken': '已超过承诺', 'verdict.threatened': '预计超过目标', 'verdict.kept': '在承诺之内', 'verdict.running': '目前在承诺之内', 'verdict.none': '没有承诺',
    flightSays: '{flight}：{state}，{time}；{verdict}', promised: '承诺 {p50}–{p95} 分钟，目标 {target} 分钟',
    queues: '排队', queuesOf: '排队（{time} 预测）', noForecast: '尚无预测，请在“预测”中计算。', toForecast: '预测', waitingNow: { other: '等候 {count} 人' }, oldest: '最久 {count} 分钟', perHour: '{count} 人/时', noQueue: '预计无排队：{stations}', queueSays: '{station}：等候 {waiting} 人；此时预计 {mean} 人，95% 的情况下不超过 {most} 人', queueForeseen: '预计 {mean}–{most}', bottleneck: '瓶颈',
    staffNow: '当前与两小时后人员', skill: '技能', onNow: '在岗', rostered: '应到', needed: '需要', inTwoHours: '+2 小时', noStaff: '此时没有排班人员。', noNeed: '未计算需求',
    inProcess: '处置中', inProcessNote: '在机未移交', overdue: '超时动作', done: '规定动作', alarms: '未处置报警', unacknowledged: { other: '{count} 起未确认' }, devices: '设备', devicesDown: '停用或故障设备', ofDevices: '共 {count} 台', holds: '扣留', holdsNote: { other: '{count} 件超时' }, slots: '查验时段', slotsNote: '已约，共 {count} 个', slotsLate: { other: '{count} 个逾期' }, onDuty: '在岗人员', missing: { other: '{count} 人未到' }, callUps: '调派', callUpsNote: { other: '{count} 项待批' },
    handOvers: '交接班', handOver: '交班', takeOver: '接班', sheet: '交接单', noHandOvers: '此处尚无交接班记录。', from: '班次开始', until: '班次结束', to: '接班人', note: '记事', noteHint: '记录中未反映的情况。', cancel: '取消', handOverDetail: '交接单依据截至班次结束时的记录计算，其 SHA-256 校验值随交班一并记录。', takeOverDetail: '{name} 交出 {from} 至 {until} 的班次。', timeNeeded: '请填写时间。', officerNeeded: '请选择接班人。', isTaken: '{time} 已接班', notTaken: '尚未接班', handedTo: '{by} 交 {to}', print: '打印交接单', hash: 'SHA-256',
    wallDone: '规定动作完成率',
    keys: '按键：← → 移动 15 分钟，空格播放，L 实时，W 大屏',
  },
});
