/** Is where in a view a threat lies. Unit: picture elements; `z` and `depth` slices of a CT. */
export interface ThreatRegion {
  readonly view: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly z?: number;
  readonly depth?: number;
}

/** Is one threat that a scanner or its operator proposes. Unit: grams, grams per cubic centimetre; `probability` from 0 to 1. */
export interface Threat {
  readonly threatId: string;
  readonly category: string;
  readonly assessment: 'THREAT' | 'HIGH_THREAT' | 'NO_THREAT' | 'UNKNOWN';
  readonly probability: number;
  readonly regions: readonly ThreatRegion[];
  readonly description?: string;
  readonly massGrams?: number;
  readonly density?: number;
}

/** Is what a scanner says of one object of inspection. Source: after the fields of the Threat Detection Report of NEMA IIC 1 v03 (DICOS); the form is our own. */
export interface ThreatReport {
  readonly reportType: 'tongguan.threat-report/1';
  /** Object of inspection: the bag, the consignment, the person. */
  readonly ooiId: string;
  readonly ooiType: 'BAG' | 'CARGO' | 'PERSON' | 'OTHER';
  readonly scanId: string;
  readonly deviceId: string;
  readonly modality: 'DX' | 'CT' | 'AIT' | 'XRD' | 'OTHER';
  readonly scannedAt: string;
  readonly reportedAt: string;
  readonly alarmDecision: 'ALARM' | 'CLEAR' | 'UNKNOWN';
  readonly threats: readonly Threat[];
  readonly images: readonly { readonly view: string; readonly reference: string; readonly sha256: string; readonly mediaType?: string; readonly width?: number; readonly height?: number }[];
  readonly operator?: { readonly decision: 'CLEARED' | 'SUSPECT'; readonly operatorId: string; readonly decidedAt: string };
  /** Threat image projection: an invented threat in the picture that tests the operator. */
  readonly tip?: { readonly projected: boolean; readonly result?: 'HIT' | 'MISS' | 'FALSE_ALARM' };
  readonly algorithm?: { readonly maker: string; readonly version: string };
}

/** Lists the categories of threats that DICOS names and those that a port adds. */
export const threatCategories: readonly string[] = ['EXPLOSIVE', 'WEAPON', 'CONTRABAND', 'ANOMALY', 'LIQUID', 'PHARMACEUTICAL', 'NARCOTIC', 'CURRENCY', 'ORGANIC', 'ANIMAL', 'PLANT', 'FOOD', 'RADIOACTIVE', 'SHIELDING', 'ELECTRONICS', 'OTHER', 'UNKNOWN'];

/** Lists the states of a device's calibration as events carry them. */
export const calibrationStates: readonly string[] = ['VALID', 'DUE', 'EXPIRED', 'FAILED'];

/** Is an event of a device in its envelope. Source: CloudEvents 1.0. Unit: `clockoffsetms` milliseconds, the device's clock minus ours. */
export interface DeviceCloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time?: string;
  readonly datacontenttype?: string;
  readonly dataschema?: string;
  readonly site: string;
  readonly lane?: string;
  readonly deviceid: string;
  readonly seq: number;
  readonly calstate?: string;
  readonly clockoffsetms?: number;
  readonly rawsha256?: string;
  readonly data?: unknown;
  readonly data_base64?: string;
}
