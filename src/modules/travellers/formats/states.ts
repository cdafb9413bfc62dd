/** How a code of a state came to be understood. */
export type StateCodeKind = 'iso' | 'icao' | 'alias' | 'specimen';

/** A state or other issuing authority with its codes; alpha2 is null for the codes that only ICAO knows. */
export interface State {
  alpha2: string | null;
  alpha3: string;
  kind: StateCodeKind;
}

// Alpha-2 followed by alpha-3, ISO 3166-1 as of 2024.
const iso =
  'ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM ' +
  'BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV ' +
  'CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD ' +
  'GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ' +
  'ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA ' +
  'LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI ' +
  'MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI ' +
  'PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD ' +
  'STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY ' +
  'UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE';

// Machine-readable documents carry these beside ISO 3166: kinds of British nationality, organisations, the stateless and refugees.
const icao = 'GBD GBN GBO GBP GBS EUE RKS UNO UNA UNK IAO XBA XCC XCE XCO XDC XEC XES XIM XMP XOM XPO XXA XXB XXC XXX';

// Other spellings met in traffic: former ISO codes with one successor, the licence-plate D of German documents, UK and EL of the
// European Union, Kosovo's user-assigned codes, and Olympic codes that no ISO code contradicts (BRN and BUR do, so they stay out).
const aliases =
  'D:DEU UK:GBR EL:GRC XK:RKS XKX:RKS KOS:RKS ' +
  'ROM:ROU ZAR:COD TMP:TLS FXX:FRA BYS:BLR DDR:DEU VDR:VNM YMD:YEM DHY:BEN HVO:BFA RHO:ZWE NHB:VUT AFI:DJI ' +
  'ALG:DZA ANG:AGO BAH:BHS BAN:BGD BAR:BRB BHU:BTN BIZ:BLZ BOT:BWA BUL:BGR CAM:KHM CGO:COG CHA:TCD CHI:CHL CRC:CRI CRO:HRV DEN:DNK ESA:SLV FIJ:FJI GAM:GMB ' +
  'GEQ:GNQ GER:DEU GRE:GRC GRN:GRD GUA:GTM GUI:GIN HAI:HTI HON:HND INA:IDN IRI:IRN KSA:SAU KUW:KWT LAT:LVA LBA:LBY LES:LSO MAD:MDG MAS:MYS MAW:MWI ' +
  'MGL:MNG MRI:MUS MYA:MMR NCA:NIC NED:NLD NEP:NPL NGR:NGA NIG:NER PAR:PRY PHI:PHL PLE:PSE POR:PRT PUR:PRI RSA:ZAF SEY:SYC SLO:SVN SOL:SLB SRI:LKA SUD:SDN ' +
  'SUI:CHE TAN:TZA TOG:TGO TPE:TWN UAE:ARE URU:URY VAN:VUT VIE:VNM ZAM:ZMB ZIM:ZWE';

const byCode = new Map<string, State>();
for (const pair of iso.split(' ')) {
  const state: State = { alpha2: pair.slice(0, 2), alpha3: pair.slice(2), kind: 'iso' };
  byCode.set(pair.slice(0, 2), state);
  byCode.set(state.alpha3, state);
}
for (const alpha3 of icao.split(' ')) byCode.set(alpha3, { alpha2: null, alpha3, kind: 'icao' });
byCode.set('UTO', { alpha2: null, alpha3: 'UTO', kind: 'specimen' });
for (const entry of aliases.split(' ')) {
  const [code = '', alpha3 = ''] = entry.split(':');
  const state = byCode.get(alpha3);
  if (state && !byCode.has(code)) byCode.set(code, { ...state, kind: 'alias' });
}

/**
 * The alpha-3 codes of ISO 3166-1, 249 of them.
 * Source: ISO 3166-1.
 */
export const isoAlpha3Codes: ReadonlySet<string> = new Set(iso.split(' ').map((pair) => pair.slice(2)));

/**
 * Finds a state by its alpha-2 or alpha-3 code, an ICAO code, or a spelling met in traffic (D, UK, ROM, GER …).
 * Shape: undefined when nobody is meant; UTO, the specimen state, is found with the kind "specimen".
 * Source: ISO 3166-1; ICAO Doc 9303-3 section 5.
 */
export function findState(code: string): State | undefined {
  return byCode.get(code) ?? byCode.get(code.trim().replaceAll('<', '').toUpperCase());
}

/**
 * Gives the alpha-3 code of a state named by any code that findState knows.
 * Shape: null for an unknown code and for the specimen state.
 */
export function toAlpha3(code: string): string | null {
  const state = findState(code);
  return state && state.kind !== 'specimen' ? state.alpha3 : null;
}
