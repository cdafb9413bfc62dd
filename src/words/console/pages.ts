import { area } from '../area.ts';

/** The names of the pages, as the rail, the palette and the tab of the browser say them. */
export const pages = area({
  en: {
    home: 'Start',
    design: 'Design',
    station: 'My station',
    person: 'Person',
    groupWatch: 'Watch',
    groupStations: 'Stations',
    groupDevices: 'Devices',
    groupStaff: 'Staff',
    groupGoods: 'Goods',
    groupFood: 'Food',
    groupLedger: 'Registers and books',
    groupPlan: 'Prepare',
    groupAdmin: 'Administer',
  },
  zh: {
    home: '首页',
    design: '界面样例',
    station: '我的岗位',
    person: '人员',
    groupWatch: '总览',
    groupStations: '作业岗位',
    groupDevices: '设备',
    groupStaff: '人力',
    groupGoods: '物资通关',
    groupFood: '食品监管',
    groupLedger: '登记与账册',
    groupPlan: '筹备',
    groupAdmin: '管理',
  },
});
