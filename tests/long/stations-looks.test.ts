// Every station in every sitting: language, scheme and size.
process.env['TONGGUAN_EVERY_SITTING'] = '1';
await import('../e2e/stations-looks.test.ts');

export {};
