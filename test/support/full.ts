/** `npm run test:full`: full counts and durations; otherwise small seeded ones. */
export const full = process.env['GATELIGHT_TEST_FULL'] === '1';
