import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const read = (file: string): string => readFileSync(file, 'utf8');
const builder = parse(read('electron-builder.yml')) as Record<string, unknown>;
const manifest = JSON.parse(read('package.json')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

describe('security 25: what the packaged program may do', () => {
  test('the fuses that turn it into something else are off, those that bind it to its archive on', () => {
    expect(builder['electronFuses']).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      enableCookieEncryption: false,
    });
  });
});

describe('security 26: what goes into the archive', () => {
  test('an allow-list of built files', () => {
    expect(builder['files']).toEqual(['out/**', 'package.json', '!**/*.map', '!node_modules/**']);
  });
});

describe('security 27: what it is built from', () => {
  test('Electron is the pinned major, all versions are exact', () => {
    expect(manifest.devDependencies['electron']).toMatch(/^45\.\d+\.\d+$/);
    const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  test('production dependencies are few and named in the README', () => {
    const names = Object.keys(manifest.dependencies);
    expect(names.length).toBeLessThanOrEqual(10);
    const readme = read('README.md');
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  test('the lock file is there, agrees with the manifest and names no host', () => {
    const lock = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { dependencies?: unknown; resolved?: string }>;
    };
    expect(lock.packages['']?.dependencies).toEqual(manifest.dependencies);
    expect(Object.values(lock.packages).filter((one) => one.resolved !== undefined)).toEqual([]);
  });
});

describe('security 29: macOS', () => {
  test('hardened runtime with just-in-time compilation as its only entitlement', () => {
    const mac = builder['mac'] as Record<string, unknown>;
    expect(mac['hardenedRuntime']).toBe(true);
    const plist = read(String(mac['entitlements']));
    expect(plist.match(/<key>[^<]+<\/key>/g)).toEqual([
      '<key>com.apple.security.cs.allow-jit</key>',
    ]);
    expect(mac['entitlementsInherit']).toBe(mac['entitlements']);
  });
});
