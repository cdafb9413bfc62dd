import { area } from './area.ts';

/** What each gate of a case holds back; keys are `<kind of case>.<gate>`. */
export const gates = area({
  en: {
    'flight.disembark': 'Disembarkation',
    'flight.closing': 'Closing',
    'flight.closed': 'Closed',
    'traveller.handOver': 'Hand-over',
    'traveller.done': 'Done',
    'consignment.declare': 'Declaration',
    'consignment.release': 'Release',
    'consignment.closing': 'Closing',
    'consignment.closed': 'Closed',
    'lot.serve': 'Use',
    'lot.closed': 'Closed',
    'alarm.closed': 'Disposed of',
  },
  zh: {
    'flight.disembark': '下机',
    'flight.closing': '销号',
    'flight.closed': '已销号',
    'traveller.handOver': '移交',
    'traveller.done': '办结',
    'consignment.declare': '申报',
    'consignment.release': '放行',
    'consignment.closing': '核销',
    'consignment.closed': '已结案',
    'lot.serve': '使用',
    'lot.closed': '已结案',
    'alarm.closed': '已处置',
  },
});
