/** Lists who computes forecasts. */
export const forecastPlanners = ['dutyOfficer', 'rosterPlanner', 'healthOfficer'] as const;

/** Lists who sees forecasts. */
export const forecastReaders = [...forecastPlanners, 'administrator', 'auditor', 'centre'] as const;
