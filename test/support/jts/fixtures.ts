import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** SHA-256 of each, as it must stay: editors and git like to change line ends. */
export const FIXTURE_HASHES = {
  'binary-garbage': '9f0941c931bee974225ccf5d3c1c2ebe6e18c8a597a9f2f63773fa25c91aff93',
  'clean-gateway': '26dfa35918e228dbf084dea2a0679325a01e5ca6c55d16cd6d0ced97f6ffecf4',
  'clean-tws': 'c032afd88a295adceb85e4d70504760ad432a83bd8ca8a1acfbef171274a31d3',
  comments: 'f7d19a209c78ce70cb7be4be7aadf176fa2245dc82a20f2097dd0ffcfdf0a943',
  crlf: 'ae6ee831bdd4b3cd66d90b182ba5476381ece81dfd49620943f6c6a2512eb7bd',
  'duplicate-keys': '994cd532a2925331d37aef92cd9478f45bf19e79469f1d8dbecfd4ff328c6967',
  empty: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  huge: '4a466df1eba28609b613de4836d48242588d31802db880c28e19f413d88e0fd1',
  latin1: '998be53a2ce0738ec90af8f718343d889d56a00f74e07998070d8a547bc8fd35',
  'no-trusted-ips': 'f28098f5eb6c6125a8f185174acc804a832284e5d559cc34d8755e4fd143d394',
  'tricky-values': 'b7bed9848a22870fb76a1d14a07e194705f7a2afd06b98427400b9124c21e5b0',
  truncated: '64e8e9603ba33eb2d9748936449f4b39a02617a6233d308157851061accb0d2e',
} as const;
export type Fixture = keyof typeof FIXTURE_HASHES;
export const FIXTURES = Object.keys(FIXTURE_HASHES) as Fixture[];

/** The bytes of a settings file in `test/fixtures/jts`. */
export const fixture = (name: Fixture): Buffer =>
  readFileSync(fileURLToPath(new URL(`../../fixtures/jts/${name}.ini`, import.meta.url)));

/** A fixture of plain text with some of its lines replaced; each `from` must stand there once. */
export function edited(
  name: Fixture,
  ...edits: readonly (readonly [from: string, to: string])[]
): Buffer {
  return Buffer.from(
    edits.reduce((text, [from, to]) => {
      if (text.split(from).length !== 2) throw new Error(`"${from}" stands not once in ${name}`);
      return text.replace(from, () => to);
    }, fixture(name).toString('latin1')),
    'latin1',
  );
}
