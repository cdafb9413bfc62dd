// The form in every language, with scripts and without, each page held to axe.
process.env['TONGGUAN_EVERY_SITTING'] = '1';
await import('../e2e/form.test.ts');

export {};
