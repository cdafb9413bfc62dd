import { area } from '../area.ts';

/** The names of the skills that a certificate proves. */
export const skills = area({
  en: {
    boarding: 'Boarding quarantine', screening: 'Screening', medical: 'Medical', sampling: 'Sampling', laboratory: 'Laboratory', baggage: 'Baggage', radiation: 'Radiation',
    goods: 'Goods inspection', transfer: 'Transfer', disinfection: 'Disinfection', command: 'Duty command',
  },
  zh: {
    boarding: '登临检疫', screening: '通道查验', medical: '医学排查', sampling: '采样', laboratory: '实验室检测', baggage: '行李监管', radiation: '核辐射处置',
    goods: '物资查验', transfer: '移交转运', disinfection: '终末消毒', command: '值班指挥',
  },
});
