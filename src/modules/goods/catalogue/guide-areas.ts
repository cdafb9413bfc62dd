/** Lists the areas of the published guide, in its order. Source: docs/facts.md; the press names six of the eight, exit and follow-up are inferred. */
export const guideAreas = ['registration', 'guarantee', 'permits', 'clearance', 'people', 'press', 'exit', 'followUp'] as const;
/** Is an area of the guide. */
export type GuideArea = (typeof guideAreas)[number];
