// Every page about flights in every sitting.
process.env['TONGGUAN_EVERY_SITTING'] = '1';
await import('../e2e/flights.test.ts');

export {};
