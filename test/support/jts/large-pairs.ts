import { fixture } from './fixtures.ts';

const huge = fixture('huge').toString('latin1');
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

/** 1 MiB as it is, with two settings changed, and with every value another. */
export const largeFile = bytes(huge);
export const largeWithTwoChanges = bytes(
  huge.replace('TrustedIPs=127.0.0.1', 'TrustedIPs=').replace('window.5000=', 'window.x='),
);
export const largeAndWhollyOther = bytes(huge.replace(/^([^=\n[]+)=/gm, '$1=other'));
/** Too many lines for its size. */
export const largeOfShortLines = bytes('a=1\n'.repeat(20_000));
