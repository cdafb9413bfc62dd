import { area } from '../area.ts';

/** The words of the windows of inspection places, of what waits to be looked at, and of the proof of release. */
export const goodsAppointments = area({
  en: {
    proof: 'Proof of release', proofFailed: 'The proof could not be read. Try again.',
    title: 'Appointments', detail: 'Windows of the inspection places with people, equipment and place together; working days in full, days of rest with their own staff.', from: 'From', to: 'To', windows: 'Windows', noWindows: 'No windows on these days', noWindowsDetail: 'Customs opens windows some weeks ahead. Choose other days.', day: 'Day and time', place: 'Place', officers: 'Officers', equipment: 'Equipment', free: 'Free', freeOf: '{free} of {capacity}', full: 'full', over: 'over', book: 'Book', consignment: 'Consignment', nothingToBook: 'None of your consignments has an inspection to book.', booked: 'Booked for {number}.', bookTitle: 'Book a window',
    bookings: 'Booked', noBookings: 'Nothing is booked on these days', cancel: 'Give back', cancelled: 'Given back: {number}.', kept: 'Kept', missed: 'Missed', keptDone: 'Recorded for {number}.', present: 'Who was present', keepTitle: '{number}: {what}', state: 'State', 'ended.kept': 'kept', 'ended.missed': 'missed', 'ended.cancelled': 'given back', open: 'open', late: 'not recorded yet', act: 'Do', close: 'Cancel', needed: 'Fill in: {field}', dayOrder: 'The first day is after the last.', dayNeeded: 'Give a day.',
    queue: 'What waits', queueDetail: 'Animals, food and medicines on arrival first, then appointments, then the rest.', noQueue: 'Nothing waits', clock: '24 hours', notArrived: 'not arrived', party: 'Company', appointment: 'Appointment', owed: 'To do',
    openWindows: 'Open windows', opened: '{opened} windows opened; {already} were open already.', port: 'Port', placeEn: 'Place (English)', placeZh: 'Place (Chinese)', opensAt: 'Opens at', closesAt: 'Closes at', minutes: 'Length of a window', minute: 'min', officersWorkday: 'Officers on working days', officersRestDay: 'Officers on days of rest', perOfficer: 'Consignments per officer', equipmentHint: 'Parted by commas', timeWrong: 'Write a time like 09:00.', numberWrong: 'Write a whole number.',
  },
  zh: {
    proof: '放行凭证', proofFailed: '未能读取凭证，请重试。',
    title: '查验预约', detail: '查验场所时段，人员、设备、场地一并预约；“5+2”：工作日全员，休息日按值班人数。', from: '起始日', to: '截止日', windows: '时段', noWindows: '所选日期没有时段', noWindowsDetail: '海关提前数周开放时段，请另选日期。', day: '日期和时间', place: '场所', officers: '关员', equipment: '设备', free: '余位', freeOf: '{free}／{capacity}', full: '已满', over: '已过', book: '预约', consignment: '批次', nothingToBook: '没有需要预约查验的批次。', booked: '已为 {number} 预约。', bookTitle: '预约时段',
    bookings: '已预约', noBookings: '所选日期没有预约', cancel: '取消预约', cancelled: '已取消：{number}。', kept: '到场', missed: '未到场', keptDone: '已记录：{number}。', present: '到场人员', keepTitle: '{number}：{what}', state: '状态', 'ended.kept': '已到场', 'ended.missed': '未到场', 'ended.cancelled': '已取消', open: '待到场', late: '尚未记录', act: '操作', close: '取消', needed: '请填写：{field}', dayOrder: '起始日晚于截止日。', dayNeeded: '请填写日期。',
    queue: '待查验', queueDetail: '动物、食品、药品到港优先，其次为预约，再次为其他。', noQueue: '没有待查验批次', clock: '24 小时时限', notArrived: '未到港', party: '单位', appointment: '预约时间', owed: '待办',
    openWindows: '开放时段', opened: '新开放 {opened} 个时段；{already} 个已开放。', port: '口岸', placeEn: '场所（英文）', placeZh: '场所（中文）', opensAt: '开始时间', closesAt: '结束时间', minutes: '每时段长度', minute: '分钟', officersWorkday: '工作日关员数', officersRestDay: '休息日关员数', perOfficer: '每名关员批次数', equipmentHint: '以逗号分隔', timeWrong: '请按 09:00 的形式填写时间。', numberWrong: '请填写整数。',
  },
});
