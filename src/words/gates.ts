import { area } from './area.ts';

/** What each gate of a case holds back; keys are `<kind of case>.<gate>`. */
export const gates = area({
  en: {
    'flight.disembark': 'Disembarkation',
    'flight.closing': 'Closing',
    'flight.closed': 'Closed',
    'traveller.handOver': 'Hand-over',
    'traveller.done': 'Done',
  },
  zh: {
    'flight.disembark': '下机',
    'flight.closing': '销号',
    'flight.closed': '已销号',
    'traveller.handOver': '移交',
    'traveller.done': '办结',
  },
});
