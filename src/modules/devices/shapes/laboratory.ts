import type { Finding } from './findings.ts';

/** Is what a qualitative result says; `presumptive` is a positive that is not confirmed, `invalid` a run that says nothing. */
export type Interpretation = 'detected' | 'not-detected' | 'presumptive' | 'indeterminate' | 'invalid';

/** Is how far a result is. Anything that is not known to be final counts as preliminary and closes nothing. */
export type ResultStatus = 'preliminary' | 'final' | 'corrected' | 'cancelled';

/** Is one code with its system. Shape: `system` LN, SCT, a URI, or the empty text for a code of the house. */
export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly text: string;
}

/**
 * Is one result of a laboratory or an analyser, whatever format it came in.
 * Shape: what the message does not say is null; `interpretation` is null unless the result's own coding says it.
 * Unit: `observedAt` ISO 8601, with its offset where the message gives one.
 */
export interface LabResult {
  readonly where: string;
  readonly valid: boolean;
  readonly specimen: string | null;
  /** Every identifier that the message gives the specimen, `specimen` among them: the placer's, the filler's, the accession. */
  readonly specimenIdentifiers: readonly string[];
  readonly specimenType: string | null;
  readonly order: string | null;
  readonly patient: string | null;
  /** Shape: `qualifiers` is what else an analyser says of the test: target, cycle threshold, dilution; there where it says any. */
  readonly test: Coding & { readonly nucleicAcid?: boolean; readonly qualifiers?: readonly string[] };
  readonly value: number | string | null;
  readonly valueCoding: Coding | null;
  readonly unit: string | null;
  readonly interpretation: Interpretation | null;
  readonly flags: readonly string[];
  readonly status: ResultStatus;
  readonly observedAt: string | null;
  readonly device: string | null;
  readonly reagentLot: string | null;
  /** What kind of control this is; null for the specimen of a person or thing. */
  readonly control: { readonly kind: 'positive' | 'negative' | 'other'; readonly name: string } | null;
  readonly operator: string | null;
  readonly comments: readonly string[];
  readonly findings: readonly Finding[];
}

/** Is one temperature of a body as an infrared gate or a clinical thermometer gives it. Unit: degrees Celsius. */
export interface TemperatureReading {
  readonly where: string;
  readonly valid: boolean;
  readonly subject: string | null;
  readonly celsius: number | null;
  readonly site: string | null;
  readonly method: string | null;
  readonly device: string | null;
  readonly status: ResultStatus;
  readonly observedAt: string | null;
  readonly findings: readonly Finding[];
}

/**
 * Lists tests for SARS-CoV-2 by LOINC and whether they find nucleic acid.
 * Source: LOINC (loinc.org), group "SARS-CoV-2 and COVID-19 related LOINC terms".
 */
export const loincTests: Readonly<Record<string, { readonly text: string; readonly nucleicAcid: boolean }>> = {
  '94306-8': { text: 'SARS-CoV-2 RNA panel - Specimen by NAA with probe detection', nucleicAcid: true },
  '94307-6': { text: 'SARS-CoV-2 N gene [Presence] in Specimen by Nucleic acid amplification using primer-probe set N1', nucleicAcid: true },
  '94308-4': { text: 'SARS-CoV-2 N gene [Presence] in Specimen by Nucleic acid amplification using primer-probe set N2', nucleicAcid: true },
  '94309-2': { text: 'SARS-CoV-2 RNA [Presence] in Specimen by NAA with probe detection', nucleicAcid: true },
  '94314-2': { text: 'SARS-CoV-2 RdRp gene [Presence] in Specimen by NAA with probe detection', nucleicAcid: true },
  '94315-9': { text: 'SARS-CoV-2 E gene [Presence] in Specimen by NAA with probe detection', nucleicAcid: true },
  '94316-7': { text: 'SARS-CoV-2 N gene [Presence] in Specimen by NAA with probe detection', nucleicAcid: true },
  '94500-6': { text: 'SARS-CoV-2 RNA [Presence] in Respiratory system specimen by NAA with probe detection', nucleicAcid: true },
  '94531-1': { text: 'SARS-CoV-2 RNA panel - Respiratory system specimen by NAA with probe detection', nucleicAcid: true },
  '94533-7': { text: 'SARS-CoV-2 N gene [Presence] in Respiratory system specimen by NAA with probe detection', nucleicAcid: true },
  '94534-5': { text: 'SARS-CoV-2 RdRp gene [Presence] in Respiratory system specimen by NAA with probe detection', nucleicAcid: true },
  '94559-2': { text: 'SARS-CoV-2 ORF1ab region [Presence] in Respiratory system specimen by NAA with probe detection', nucleicAcid: true },
  '94565-9': { text: 'SARS-CoV-2 RNA [Presence] in Nasopharynx by NAA with non-probe detection', nucleicAcid: true },
  '94640-0': { text: 'SARS-CoV-2 S gene [Presence] in Respiratory system specimen by NAA with probe detection', nucleicAcid: true },
  '94660-8': { text: 'SARS-CoV-2 RNA [Presence] in Serum or Plasma by NAA with probe detection', nucleicAcid: true },
  '94745-7': { text: 'SARS-CoV-2 RNA [Cycle Threshold #] in Respiratory system specimen by NAA with probe detection', nucleicAcid: true },
  '94756-4': { text: 'SARS-CoV-2 N gene [Presence] in Respiratory system specimen by Nucleic acid amplification using primer-probe set N1', nucleicAcid: true },
  '94757-2': { text: 'SARS-CoV-2 N gene [Presence] in Respiratory system specimen by Nucleic acid amplification using primer-probe set N2', nucleicAcid: true },
  '94759-8': { text: 'SARS-CoV-2 RNA [Presence] in Nasopharynx by NAA with probe detection', nucleicAcid: true },
  '94760-6': { text: 'SARS-CoV-2 N gene [Presence] in Nasopharynx by NAA with probe detection', nucleicAcid: true },
  '94819-0': { text: 'SARS-CoV-2 RNA [Log #/volume] (viral load) in Specimen by NAA with probe detection', nucleicAcid: true },
  '94845-5': { text: 'SARS-CoV-2 RNA [Presence] in Saliva (oral fluid) by NAA with probe detection', nucleicAcid: true },
  '95406-5': { text: 'SARS-CoV-2 RNA [Presence] in Nose by NAA with probe detection', nucleicAcid: true },
  '95409-9': { text: 'SARS-CoV-2 N gene [Presence] in Nose by NAA with probe detection', nucleicAcid: true },
  '95425-5': { text: 'SARS-CoV-2 N gene [Presence] in Saliva (oral fluid) by NAA with probe detection', nucleicAcid: true },
  '95608-6': { text: 'SARS-CoV-2 RNA [Presence] in Respiratory system specimen by NAA with non-probe detection', nucleicAcid: true },
  '94509-7': { text: 'SARS-CoV-2 E gene [Cycle Threshold #] in Specimen by NAA with probe detection', nucleicAcid: true },
  '94510-5': { text: 'SARS-CoV-2 N gene [Cycle Threshold #] in Specimen by NAA with probe detection', nucleicAcid: true },
  '94511-3': { text: 'SARS-CoV-2 ORF1ab region [Cycle Threshold #] in Specimen by NAA with probe detection', nucleicAcid: true },
  '94644-2': { text: 'SARS-CoV-2 ORF1ab region [Cycle Threshold #] in Respiratory system specimen by NAA with probe detection', nucleicAcid: true },
  '94645-9': { text: 'SARS-CoV-2 RdRp gene [Cycle Threshold #] in Respiratory system specimen by NAA with probe detection', nucleicAcid: true },
  '94746-5': { text: 'SARS-CoV-2 RNA [Cycle Threshold #] in Specimen by NAA with probe detection', nucleicAcid: true },
  '94507-1': { text: 'SARS-CoV-2 IgG Ab [Presence] in Serum or Plasma by Rapid immunoassay', nucleicAcid: false },
  '94508-9': { text: 'SARS-CoV-2 IgM Ab [Presence] in Serum or Plasma by Rapid immunoassay', nucleicAcid: false },
  '94558-4': { text: 'SARS-CoV-2 Ag [Presence] in Respiratory system specimen by Rapid immunoassay', nucleicAcid: false },
  '94563-4': { text: 'SARS-CoV-2 IgG Ab [Presence] in Serum or Plasma by Immunoassay', nucleicAcid: false },
  '94564-2': { text: 'SARS-CoV-2 IgM Ab [Presence] in Serum or Plasma by Immunoassay', nucleicAcid: false },
  '97097-0': { text: 'SARS-CoV-2 Ag [Presence] in Upper respiratory specimen by Rapid immunoassay', nucleicAcid: false },
  '95209-3': { text: 'SARS-CoV+SARS-CoV-2 Ag [Presence] in Respiratory system specimen by Rapid immunoassay', nucleicAcid: false },
};

/**
 * Lists what coded results say. Source: SNOMED CT qualifier values; LOINC answer codes (LA…); HL7 table 0078 and
 * ObservationInterpretation. A code that is not here says nothing.
 */
export const codedInterpretations: Readonly<Record<string, Readonly<Record<string, Interpretation>>>> = {
  SCT: {
    '260373001': 'detected', '260415000': 'not-detected', '10828004': 'detected', '260385009': 'not-detected', '11214006': 'detected', '131194007': 'not-detected', '720735008': 'presumptive', '52101004': 'detected', '2667000': 'not-detected', '272519000': 'not-detected', '462371000124108': 'detected', '895231008': 'not-detected',
    '419984006': 'indeterminate', '82334004': 'indeterminate', '42425007': 'indeterminate', '455371000124106': 'invalid', '125154007': 'invalid',
    '1240581000000104': 'detected', '1240591000000102': 'not-detected',
  },
  LN: { 'LA11882-0': 'detected', 'LA11883-8': 'not-detected', 'LA6576-8': 'detected', 'LA6577-6': 'not-detected', 'LA9663-1': 'indeterminate', 'LA11884-6': 'indeterminate', 'LA9633-4': 'not-detected', 'LA9634-2': 'detected' },
  INTERPRETATION: { POS: 'detected', NEG: 'not-detected', DET: 'detected', ND: 'not-detected', IND: 'indeterminate', E: 'indeterminate', RR: 'detected', WR: 'presumptive', NR: 'not-detected' },
};

/** Lists what a result says in words, where the whole text is one of these. */
export const wordedInterpretations: Readonly<Record<string, Interpretation>> = {
  detected: 'detected', positive: 'detected', pos: 'detected', reactive: 'detected', 阳性: 'detected', 检出: 'detected', 'not detected': 'not-detected', negative: 'not-detected', neg: 'not-detected',
  'non reactive': 'not-detected', nonreactive: 'not-detected', undetected: 'not-detected', 阴性: 'not-detected', 未检出: 'not-detected', 'presumptive positive': 'presumptive', 'presumptive pos': 'presumptive', 弱阳性: 'presumptive',
  indeterminate: 'indeterminate', inconclusive: 'indeterminate', equivocal: 'indeterminate', 可疑: 'indeterminate', 灰区: 'indeterminate', invalid: 'invalid', 'invalid result': 'invalid', error: 'invalid', 'no result': 'invalid', 无效: 'invalid',
};

/** Lists body temperatures by LOINC and where they are taken. Source: LOINC, class BDYTMP. */
export const loincTemperatures: Readonly<Record<string, string>> = {
  '8310-5': 'body', '8328-7': 'axilla', '8329-5': 'core', '8331-1': 'mouth', '8332-9': 'rectum', '8333-7': 'tympanic membrane', '39106-0': 'skin', '75539-7': 'temporal artery', '76011-6': 'ear', '91371-5': 'forehead',
};
