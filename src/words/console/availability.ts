import { area } from '../area.ts';

/** The words of how available devices were, by day and by flight. */
export const availability = area({
  en: {
    title: 'Availability', by: 'Columns', byDay: 'By day', byFlight: 'By flight', dayDetail: 'Share of each day of the port in which a device was online, by its last will and heartbeat. Today counts until now.', flightDetail: 'Share of each flight\'s time in which a device was online: an arrival from an hour before it lands until four hours after it, a departure in the four hours before it leaves.', noFlights: 'No flight has begun yet', none: 'No device is approved here', ofFlight: 'Devices', inWindow: 'online',
  },
  zh: {
    title: '可用率', by: '列', byDay: '按日', byFlight: '按航班', dayDetail: '按遗嘱消息和心跳计算，设备当日（口岸时间）在线时间所占比例；当日计至现在。', flightDetail: '设备在各航班时段内在线时间所占比例：进港自落地前一小时至落地后四小时，出港为起飞前四小时。', noFlights: '尚无开始办理的航班', none: '此处没有已批准的设备', ofFlight: '设备', inWindow: '在线',
  },
});
