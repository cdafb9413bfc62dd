/** Everything a roster column can mean. */
export type RosterField =
  | 'ordinal' | 'surname' | 'givenNames' | 'name' | 'nativeName' | 'kind' | 'delegation' | 'accreditationNumber' | 'function' | 'sex' | 'birthDate'
  | 'nationality' | 'documentType' | 'documentNumber' | 'documentIssuer' | 'documentExpiry' | 'flight' | 'flightDate' | 'seat' | 'bookingReference'
  | 'origin' | 'destination' | 'transitStops' | 'roomCluster' | 'baggage' | 'sportsKit' | 'firearm' | 'medicine' | 'accessNeeds' | 'guardian'
  | 'contact' | 'groupId';

/** One meaning of a column: the headers of our own template first, then every other spelling met. */
interface Column {
  field: RosterField;
  chinese: string;
  english: string;
  also: string;
}

/**
 * The columns in the order of the template, with their synonyms separated by `|`.
 * Shape: spellings are compared without case, blanks, full width and punctuation, so one spelling of each is enough.
 */
export const columns: readonly Column[] = [
  { field: 'ordinal', chinese: '序号', english: 'No.', also: '编号|index|#|row|line|s/n|number' },
  { field: 'delegation', chinese: '代表团', english: 'Delegation', also: '代表团名称|代表队|单位|所属单位|delegation name|team|noc|organisation|organization|responsible organisation' },
  { field: 'accreditationNumber', chinese: '注册号', english: 'Accreditation number', also: '注册卡号|注册编号|注册卡编号|身份注册号|制证编号|证卡编号|accreditation|accreditation no|accreditation id|acc no|acc number|accreditation card|accreditation card number|registration number|registration no' },
  { field: 'surname', chinese: '姓', english: 'Surname', also: '姓氏|英文姓|姓英文|护照姓|拼音姓|姓拼音|last name|family name|surname as in passport|family name as in passport|primary identifier|surnames|last names' },
  { field: 'givenNames', chinese: '名', english: 'Given names', also: '名字|英文名|名英文|护照名|拼音名|名拼音|given name|first name|first names|forename|forenames|secondary identifier|first and middle names|given names as in passport' },
  { field: 'name', chinese: '姓名', english: 'Name', also: '英文姓名|姓名英文|护照姓名|证件姓名|姓名拼音|拼音姓名|旅客姓名|full name|passenger name|traveller name|traveler name|name as in passport|passport name|name in passport|name in latin letters' },
  { field: 'nativeName', chinese: '中文姓名', english: 'Name in native script', also: '中文名|姓名中文|本国文字姓名|母语姓名|本民族文字姓名|原文姓名|native name|local name|name in native language|name native|chinese name|name in chinese' },
  { field: 'sex', chinese: '性别', english: 'Sex', also: 'gender|sex m f|gender m f' },
  { field: 'birthDate', chinese: '出生日期', english: 'Date of birth', also: '出生年月日|出生年月|生日|出生|birth date|dob|birthday|born|date of birth yyyy mm dd' },
  { field: 'nationality', chinese: '国籍', english: 'Nationality', also: '国籍地区|国家地区|国家或地区|国家|国别|citizenship|country|nation|nationality code|country code|country of nationality|country region' },
  { field: 'function', chinese: '职务', english: 'Function', also: '身份|身份类别|人员类别|人员身份|注册类别|岗位|客户群|role|category|position|job title|accreditation category|participant type|responsibility' },
  { field: 'documentType', chinese: '证件类型', english: 'Document type', also: '证件种类|证件类别|doc type|travel document type|id type|type of document' },
  { field: 'documentNumber', chinese: '护照号', english: 'Passport number', also: '护照号码|护照|护照编号|证件号|证件号码|旅行证件号码|证件编号|passport no|passport|passport num|passport nr|document number|document no|doc no|doc number|travel document number|travel document no|id number' },
  { field: 'documentIssuer', chinese: '签发国', english: 'Issuing country', also: '签发国家|签发地|签发机关|护照签发国|证件签发国|发证国|issuing state|issuer|document issuer|country of issue|passport country|passport issuing country|issued by' },
  { field: 'documentExpiry', chinese: '护照有效期', english: 'Passport expiry date', also: '有效期|有效期至|有效期限|护照有效期至|证件有效期|证件有效期至|失效日期|到期日|到期日期|护照到期日|expiry date|expiry|date of expiry|expiration date|expiration|passport expiry|passport expiration|passport expiration date|valid until|document expiry|document expiry date|passport valid until' },
  { field: 'flight', chinese: '航班号', english: 'Flight', also: '航班|抵达航班|抵达航班号|到达航班|到达航班号|入境航班|入境航班号|flight number|flight no|arrival flight|arrival flight number|arrival flight no|inbound flight' },
  { field: 'flightDate', chinese: '抵达日期', english: 'Arrival date', also: '航班日期|到达日期|入境日期|抵京日期|抵达时间|flight date|date of arrival|arrival|date of flight|arrival day' },
  { field: 'seat', chinese: '座位号', english: 'Seat', also: '座位|seat number|seat no' },
  { field: 'bookingReference', chinese: '订座编码', english: 'Booking reference', also: '订座记录|预订编号|预订号|订座记录编号|pnr|record locator|booking ref|pnr code|reservation' },
  { field: 'origin', chinese: '始发地', english: 'Origin', also: '出发地|起飞地|始发站|出发机场|始发机场|出发城市|departure airport|from|departure city|embarkation|port of embarkation|place of departure' },
  { field: 'destination', chinese: '抵达口岸', english: 'Arrival airport', also: '目的地|到达机场|抵达机场|入境口岸|口岸|destination|to|disembarkation|port of entry|point of entry|arrival port' },
  { field: 'transitStops', chinese: '中转地', english: 'Transit stops', also: '中转|经停|经停地|中转站|中转机场|transit|via|stopover|stopovers|transit airports|transit points|connecting airports' },
  { field: 'roomCluster', chinese: '住宿组', english: 'Room cluster', also: '入住酒店|酒店|房间|房间号|房间组|住宿|住宿区|居住地|room|hotel|accommodation|room number|village building' },
  { field: 'baggage', chinese: '托运行李', english: 'Baggage', also: '行李|行李件数|托运行李件数|bags|luggage|checked baggage|number of bags|baggage pieces' },
  { field: 'sportsKit', chinese: '体育器材', english: 'Sports kit', also: '运动器材|器材|比赛器材|随行器材|sports equipment|equipment|sport equipment|kit' },
  { field: 'firearm', chinese: '枪支', english: 'Firearm', also: '枪支弹药|枪弹|武器|firearms|weapon|weapons|gun|guns|firearms and ammunition' },
  { field: 'medicine', chinese: '药品', english: 'Medicine', also: '药物|随身药品|携带药品|medicines|medication|drugs|medical supplies' },
  { field: 'accessNeeds', chinese: '无障碍需求', english: 'Access needs', also: '无障碍|特殊需求|轮椅|accessibility|accessibility needs|special needs|wheelchair|assistance' },
  { field: 'guardian', chinese: '监护人', english: 'Guardian', also: '监护人姓名|guardian name|parent|parent or guardian' },
  { field: 'contact', chinese: '联系方式', english: 'Contact', also: '联系电话|电话|手机|手机号|手机号码|联系人|邮箱|电子邮箱|phone|phone number|mobile|mobile number|telephone|email|e-mail|email address|contact number|contact details' },
  { field: 'groupId', chinese: '团组', english: 'Group', also: '团组号|组号|分组|批次|group id|group number|group no|batch' },
  { field: 'kind', chinese: '旅客类型', english: 'Traveller kind', also: '旅客类别|旅客种类|passenger or crew|kind|traveler kind' },
];

/** The columns without which no roster can be read, and how each may be satisfied. */
export const requiredColumns: readonly { fields: readonly RosterField[]; words: string }[] = [
  { fields: ['surname', 'name'], words: '姓 Surname (or 姓名 Name)' },
  { fields: ['birthDate'], words: '出生日期 Date of birth' },
  { fields: ['nationality'], words: '国籍 Nationality' },
  { fields: ['documentNumber'], words: '护照号 Passport number' },
];

/** Gives a spelling without case, blanks, full width and punctuation. */
export function squeeze(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}#]/gu, '');
}

const fieldBySpelling = new Map<string, RosterField>();
for (const column of columns) {
  for (const spelling of [column.chinese, column.english, ...column.also.split('|')]) {
    const key = squeeze(spelling);
    if (!fieldBySpelling.has(key)) fieldBySpelling.set(key, column.field);
  }
}

// The same headers come again and again, in every row tried as a header and in every file; what was sent is bounded and so is what is kept.
const known = new Map<string, readonly string[]>();
const keptSpellings = 2000;

/** Gives the ways a header may be meant: whole, without brackets, without what stands behind a break, by script. */
export function spellings(header: string): readonly string[] {
  const found = known.get(header);
  if (found !== undefined) return found;
  const made = spell(header);
  if (known.size >= keptSpellings) known.clear();
  if (header.length <= 200) known.set(header, made);
  return made;
}

function spell(header: string): string[] {
  const text = header.normalize('NFKC').slice(0, 200);
  const bare = text.replace(/[([【<{][^)\]】>}]*[)\]】>}]/gu, ' ');
  const parts = [bare, ...bare.split(/[/|\n\r,;:]+/u)];
  const chinese = bare.replace(/[^\p{Script=Han}]/gu, '');
  const latin = bare.replace(/\p{Script=Han}/gu, ' ');
  return [...new Set([text, ...parts, chinese, latin].map(squeeze).filter((part) => part !== ''))];
}

// Only the arrival matters here; the same words below a group of the way home must not be mistaken for it.
const wayHome = /离|返|回程|出境|departure|return|outbound/iu;

/**
 * Finds what a header means; a header of two rows is tried as one word first.
 * Shape: undefined when nobody knows.
 */
export function findField(header: string, group = ''): RosterField | undefined {
  const own = spellings(header);
  if (group !== '' && group !== header) {
    for (const above of spellings(group)) {
      for (const below of own) {
        const field = fieldBySpelling.get(above + below);
        if (field) return field;
      }
    }
    if (wayHome.test(group)) return undefined;
  }
  for (const spelling of own) {
    const field = fieldBySpelling.get(spelling);
    if (field) return field;
  }
  return undefined;
}
