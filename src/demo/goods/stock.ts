import type { ConsignmentKind } from '../../modules/prescribed/catalogue/consignment-kinds.ts';

/** Is one sort of goods of the world as lists are drawn from. */
export interface Article {
  /** Shape: six digits. Where the edition of 2022 gave the goods another code, `hs2022` has it. */
  readonly hs: string;
  readonly hs2022: string | null;
  readonly en: string;
  readonly zh: string;
  readonly unit: string;
  /** Unit: yuan for one unit. */
  readonly price: number;
  /** Is the most units of it on one line. */
  readonly most: number;
  /** Begins its serial numbers; null where the pieces bear none. */
  readonly serial: string | null;
  /** Unit: kilograms for one unit. */
  readonly weight: number;
}

type Row = readonly [hs: string, unit: string, price: number, most: number, serial: string | null, weight: number, en: string, zh: string, hs2022?: string];

// Prices and weights are invented, near what such goods cost, so that lists look right and their sums can be made exact.
const rows: Readonly<Record<Exclude<ConsignmentKind, 'K11'>, readonly Row[]>> = {
  K01: [
    ['940330', 'C62', 3200, 900, null, 45, 'Office desk', '办公桌'], ['940310', 'C62', 1900, 900, null, 38, 'Filing cabinet', '文件柜'], ['940179', 'C62', 900, 2500, null, 9, 'Office chair', '办公椅'], ['940360', 'C62', 2600, 500, null, 30, 'Wardrobe', '衣柜'],
    ['847130', 'C62', 7200, 250, null, 3, 'Portable computer', '便携式电脑'], ['844331', 'C62', 4300, 120, null, 20, 'Printer and copier', '多功能打印机'], ['630140', 'C62', 160, 6000, null, 2, 'Blanket', '毯子'], ['491199', 'KGM', 60, 4000, null, 1, 'Printed matter', '印刷品'],
    ['852862', 'C62', 9800, 60, null, 6, 'Projector', '投影机'], ['940320', 'C62', 1400, 900, null, 25, 'Storage rack', '储物架'],
  ],
  K02: [
    ['910690', 'C62', 960_000, 4, 'TIM', 60, 'Start and finish timing system', '起终点计时系统'], ['853120', 'C62', 1_200_000, 3, 'SCB', 900, 'Scoreboard', '记分牌'], ['842489', 'C62', 380_000, 12, 'SNG', 1100, 'Snow gun', '造雪机'], ['847989', 'C62', 1_050_000, 3, 'ICE', 4200, 'Ice resurfacer', '整冰机'],
    ['841869', 'C62', 1_500_000, 3, 'REF', 6000, 'Refrigerating unit for ice', '制冰机组'], ['843020', 'C62', 450_000, 5, 'BLW', 3000, 'Snow blower', '吹雪机'], ['630622', 'C62', 60_000, 40, null, 180, 'Event tent', '赛事帐篷'], ['761090', 'KGM', 90, 22_000, null, 1, 'Aluminium grandstand part', '铝制看台构件'],
    ['730890', 'KGM', 25, 60_000, null, 1, 'Steel structure', '钢结构件'], ['850440', 'C62', 80_000, 20, 'UPS', 140, 'Uninterruptible power supply', '不间断电源'], ['901510', 'C62', 50_000, 8, 'RGF', 3, 'Rangefinder', '测距仪'], ['903149', 'C62', 250_000, 6, 'PHF', 15, 'Photo-finish camera', '终点摄影仪'],
  ],
  K03: [
    ['852580', 'C62', 420_000, 8, 'CAM', 30, 'Camera channel', '摄像机系统', '852589'], ['900211', 'C62', 580_000, 6, 'LNS', 25, 'Box lens', '箱式镜头'], ['852190', 'C62', 310_000, 6, 'VSR', 22, 'Replay server', '慢动作服务器'], ['854370', 'C62', 890_000, 3, 'MIX', 60, 'Vision mixer', '视频切换台'],
    ['852859', 'C62', 14_000, 40, 'MON', 9, 'Studio monitor', '演播监视器'], ['851810', 'C62', 9000, 60, null, 1, 'Microphone', '传声器'], ['962000', 'C62', 26_000, 16, null, 12, 'Camera tripod', '摄像机三脚架'], ['854442', 'KGM', 260, 3000, null, 1, 'Camera cable', '摄像机电缆'],
    ['854470', 'KGM', 400, 2600, null, 1, 'Optical fibre cable', '光缆'], ['851840', 'C62', 22_000, 14, 'AMP', 8, 'Audio amplifier', '音频放大器'], ['850213', 'C62', 700_000, 2, 'GEN', 5200, 'Generating set', '发电机组'], ['851762', 'C62', 120_000, 8, 'TRX', 6, 'Wireless camera link', '无线图传设备'],
    ['852910', 'KGM', 700, 400, null, 1, 'Aerial', '天线'], ['847150', 'C62', 95_000, 12, 'CPU', 18, 'Graphics computer', '图文工作站'],
  ],
  K04: [
    ['852580', 'C62', 48_000, 4, 'CMC', 4, 'Camcorder', '摄录一体机', '852589'], ['900211', 'C62', 22_000, 6, 'PLN', 2, 'Camera lens', '相机镜头'], ['847130', 'C62', 12_000, 4, 'NBK', 2, 'Portable computer', '便携式电脑'], ['962000', 'C62', 3500, 4, null, 2, 'Tripod', '三脚架'], ['851830', 'C62', 1400, 6, null, 1, 'Headphones', '耳机'],
  ],
  K05: [
    ['950611', 'PR', 5200, 240, null, 6, 'Racing skis', '竞赛滑雪板'], ['950699', 'C62', 350_000, 4, 'BOB', 210, 'Bobsleigh', '雪车'], ['950699', 'C62', 9000, 64, 'CST', 20, 'Curling stone', '冰壶'], ['950670', 'PR', 6800, 90, null, 2, 'Racing skates', '速滑冰刀鞋'], ['640212', 'PR', 4300, 160, null, 4, 'Ski boots', '滑雪靴'],
    ['621120', 'SET', 3800, 200, null, 1, 'Race suit', '比赛服'], ['650610', 'C62', 2100, 180, null, 1, 'Helmet', '头盔'], ['340490', 'KGM', 900, 120, null, 1, 'Ski wax', '滑雪板蜡'], ['846039', 'C62', 45_000, 4, 'SHP', 35, 'Skate sharpening machine', '冰刀磨刃机'], ['950612', 'KGM', 1800, 90, null, 1, 'Ski bindings', '滑雪板固定器'],
    ['960390', 'C62', 1200, 60, null, 1, 'Curling broom', '冰壶刷'], ['900490', 'C62', 1300, 200, null, 1, 'Goggles', '护目镜'], ['950699', 'C62', 120_000, 8, 'LUG', 24, 'Luge sled', '雪橇'],
  ],
  K06: [['930330', 'C62', 38_000, 40, 'RF', 4, 'Biathlon rifle .22', '冬季两项步枪'], ['930630', 'C62', 2, 40_000, null, 0, 'Cartridges .22 long rifle', '.22口径步枪弹']],
  K07: [['852560', 'C62', 3600, 60, 'RAD', 1, 'Two-way radio', '对讲机'], ['851762', 'C62', 95_000, 8, 'REP', 12, 'Radio repeater', '无线中继设备'], ['851761', 'C62', 240_000, 4, 'BST', 70, 'Temporary base station', '临时基站']],
  K08: [['300490', 'BX', 180, 600, null, 1, 'Medicines of a team, in packs', '代表队药品'], ['300650', 'C62', 900, 60, null, 3, 'First-aid kit', '急救药箱'], ['300590', 'KGM', 120, 200, null, 1, 'Bandages', '绷带敷料']],
  K09: [
    ['901890', 'C62', 60_000, 6, 'MDI', 12, 'Portable medical instrument', '便携式医疗仪器'], ['901812', 'C62', 480_000, 3, 'USC', 40, 'Ultrasound scanner', '超声诊断仪'], ['382200', 'KGM', 3800, 60, null, 1, 'Doping control reagents', '兴奋剂检测试剂', '382219'], ['901920', 'C62', 35_000, 8, 'OXY', 14, 'Oxygen apparatus', '供氧设备'],
  ],
  K10: [
    ['210690', 'KGM', 160, 900, null, 1, 'Sports nutrition powder', '运动营养粉'], ['220299', 'LTR', 12, 9000, null, 1, 'Sports drink', '运动饮料'], ['190531', 'KGM', 60, 1500, null, 1, 'Biscuits', '饼干'], ['040690', 'KGM', 110, 500, null, 1, 'Hard cheese', '硬质奶酪'], ['220421', 'LTR', 90, 700, null, 1, 'Wine for hospitality', '接待用葡萄酒'],
    ['090121', 'KGM', 120, 600, null, 1, 'Roasted coffee', '烘焙咖啡'], ['180632', 'KGM', 90, 600, null, 1, 'Chocolate', '巧克力'],
  ],
  K12: [['010619', 'C62', 20_000, 2, null, 30, 'Guide dog', '导盲犬']],
  K13: [['060311', 'C62', 6, 6000, null, 0, 'Cut roses', '鲜切玫瑰'], ['440711', 'MTQ', 2200, 30, null, 550, 'Sawn pine', '松木板材'], ['060420', 'KGM', 40, 600, null, 1, 'Cut foliage', '切叶']],
  K14: [['950300', 'C62', 90, 8000, null, 1, 'Mascot toy', '吉祥物玩偶'], ['711719', 'KGM', 400, 300, null, 1, 'Pins', '徽章'], ['610910', 'C62', 45, 9000, null, 0, 'T-shirt', 'T恤衫'], ['491110', 'KGM', 30, 3000, null, 1, 'Brochure', '宣传册'], ['420292', 'C62', 150, 2500, null, 1, 'Sports bag', '运动包']],
  K15: [['870310', 'C62', 160_000, 10, 'SNM', 320, 'Snowmobile', '雪地摩托'], ['870590', 'C62', 1_400_000, 3, 'SPV', 9500, 'Outside-broadcast lorry', '电视转播车'], ['870380', 'C62', 330_000, 12, 'ELC', 1900, 'Electric course car', '电动工作车'], ['871640', 'C62', 210_000, 4, 'TRL', 3200, 'Equipment trailer', '设备挂车']],
  K16: [['420212', 'C62', 800, 6, null, 4, 'Suitcase with contents', '行李箱及随身衣物'], ['621133', 'C62', 600, 30, null, 1, 'Winter clothing', '冬季服装'], ['630790', 'KGM', 120, 30, null, 1, 'Household textiles', '家用纺织品']],
  K17: [['850760', 'C62', 900, 400, null, 2, 'Lithium-ion battery', '锂离子电池'], ['360410', 'KGM', 300, 900, null, 1, 'Fireworks for the ceremony', '仪式用烟花'], ['360490', 'KGM', 500, 120, null, 1, 'Signalling flares', '信号弹']],
};

/** Lists the goods of the world by the kinds that occur in it; horses came to no winter games. */
export const stock: Readonly<Partial<Record<ConsignmentKind, readonly Article[]>>> = Object.fromEntries(Object.entries(rows).map(([kind, list]) => [kind, list.map(([hs, unit, price, most, serial, weight, en, zh, hs2022]): Article => ({ hs, hs2022: hs2022 ?? null, en, zh, unit, price, most, serial, weight }))]));
