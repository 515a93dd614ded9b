import { describe, expect, test } from 'vitest';
import { ibProcess, isJava } from '../../../../../src-main/gateway/evidence/ib-process.ts';

const INSTALL4J_JAVA = '/home/alice/.local/share/i4j_jres/Oda-jK0QgT/17.0.10-zulu_64/bin/java';

describe('what is IB Gateway or TWS', () => {
  test.each([
    [
      "install4j's Linux launcher",
      INSTALL4J_JAVA,
      '-splash:/home/alice/Jts/ibgateway/1030/.install4j/s.png -Xmx768m -DinstallDir=/home/alice/Jts/ibgateway/1030/ -DjtsConfigDir=${installer:jtsConfigDir} -cp /home/alice/Jts/ibgateway/1030/jars/* install4j.ibgateway.GWClient ${installer:cmdLineArgs}',
      { product: 'gateway', version: '10.30' },
    ],
    [
      'IBC with a Gateway, credentials behind',
      INSTALL4J_JAVA,
      '-cp /home/alice/Jts/ibgateway/1019/jars/total.jar:/opt/ibc/IBC.jar -Xmx768m ibcalpha.ibc.IbcGateway /opt/ibc/config.ini alice hunter2 paper',
      { product: 'gateway', version: '10.19' },
    ],
    [
      'IBC with a TWS',
      'java',
      '-cp /home/alice/Jts/1037/jars/total.jar ibcalpha.ibc.IbcTws /opt/ibc/config.ini',
      { product: 'tws', version: '10.37' },
    ],
    [
      'a Docker image that keeps the whole version',
      '/usr/local/i4j_jres/x/bin/java',
      '-cp /home/ibgateway/Jts/ibgateway/10.30.1t/jars/total.jar ibcalpha.ibc.IbcGateway',
      { product: 'gateway', version: '10.30' },
    ],
    [
      'by hand, without a version',
      'java',
      '-cp jts.jar -Xmx512M ibgateway.GWClient .',
      { product: 'gateway', version: null },
    ],
    [
      'TWS by hand',
      'java',
      '-cp jts.jar:total.jar jclient.LoginFrame .',
      { product: 'tws', version: null },
    ],
    [
      "TWS by install4j's launcher class",
      '/root/Jts/1030/jre/bin/java',
      '-Dexe4j.moduleName=/root/Jts/1030/tws -cp x.jar com.install4j.runtime.launcher.UnixLauncher launch',
      { product: 'tws', version: '10.30' },
    ],
    [
      'the old controller',
      'javaw.exe',
      '-cp C:\\Jts\\ibgateway\\978\\jars\\total.jar ibcontroller.IBGatewayController',
      { product: 'gateway', version: '9.78' },
    ],
    [
      'the application on macOS',
      '/Users/alice/Applications/IB Gateway 10.30/IB Gateway 10.30.app/Contents/MacOS/JavaApplicationStub',
      '',
      { product: 'gateway', version: '10.30' },
    ],
    [
      'TWS on macOS',
      '/Applications/Trader Workstation 10.30/Trader Workstation 10.30.app/Contents/MacOS/JavaApplicationStub',
      '',
      { product: 'tws', version: '10.30' },
    ],
    [
      'TWS on macOS without a number',
      '/Applications/Trader Workstation/Trader Workstation.app/Contents/MacOS/JavaApplicationStub',
      '',
      { product: 'tws', version: null },
    ],
    [
      'Windows',
      'C:\\Jts\\ibgateway\\1030\\ibgateway.exe',
      '',
      { product: 'gateway', version: '10.30' },
    ],
    ['Windows, TWS', 'C:\\Jts\\1030\\TWS.EXE', '', { product: 'tws', version: '10.30' }],
    ['Windows, name only', 'ibgateway.exe', '', { product: 'gateway', version: null }],
  ])('%s', (_name, executable, args, expected) => {
    expect(ibProcess(executable, args.split(' '))).toEqual(expected);
  });
});

describe('what only mentions it', () => {
  test.each([
    ['an editor', '/usr/bin/vim', '/home/alice/Jts/ibgateway/1030/ibgateway.txt'],
    ['a search', 'grep', 'ibgateway'],
    ['a search for the class', 'pgrep', '-f install4j.ibgateway.GWClient'],
    ['a shell script of that name', '/bin/sh', '/home/alice/Jts/ibgateway/1030/ibgateway'],
    ["IBC's start script", 'bash', '/opt/ibc/scripts/ibcstart.sh 1030 -g --tws-path=/root/Jts'],
    ['a display server with its folder', 'Xtigervnc', ':1 -auth /opt/ibgateway/.Xauthority'],
    ['this app', '/opt/Gatelight/gatelight', '--page=ibgateway'],
    ['this app in development', '/x/electron/dist/electron', '/home/alice/ibgateway'],
    ['this app starting something', '/usr/bin/node', 'cli.js run -- ibgateway'],
    [
      "a bot with IBKR's jars",
      'java',
      '-cp /root/Jts/ibgateway/1030/jars/total.jar com.acme.MyBot',
    ],
    ['a Java program with a similar class', 'java', 'com.acme.ibgateway.GWClientTest'],
    [
      'the uninstaller',
      'java',
      '-Dexe4j.moduleName=/root/Jts/ibgateway/1030/uninstall com.install4j.Uninstaller',
    ],
    [
      'the uninstaller on macOS',
      '/Applications/IB Gateway 10.30/IB Gateway 10.30 Uninstaller.app/Contents/MacOS/JavaApplicationStub',
      '',
    ],
    [
      'another Java application on macOS',
      '/Applications/Other.app/Contents/MacOS/JavaApplicationStub',
      '',
    ],
    ["TWS's browser", '/root/Jts/1030/jxbrowser/chromium', '--user-data-dir=/root/Jts'],
    ['a file behind the name', '/tmp/ibgateway/java2d', 'ibgateway.GWClient'],
    ['a kernel thread', '', ''],
  ])('%s', (_name, executable, args) => {
    expect(ibProcess(executable, args.split(' '))).toBeNull();
  });
});

test('nothing of the arguments leaves but a version', () => {
  const found = ibProcess('java', ['ibcalpha.ibc.IbcGateway', 'config.ini', 'alice', 'hunter2']);
  expect(JSON.stringify(found)).toBe('{"product":"gateway","version":null}');
});

test.each([
  ['digits without an end', `/ibgateway/${'1'.repeat(200_000)}`],
  ['many half matches', '/ibgateway/1'.repeat(20_000)],
  ['many dots', `/jts/10.${'.'.repeat(200_000)}`],
])('a hostile path costs no time: %s', (_name, path) => {
  const startedAt = performance.now();
  expect(ibProcess('java', ['-cp', path, 'ibgateway.GWClient'])?.version).toBeNull();
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test.each([
  ['/usr/bin/java', true],
  ['javaw.exe', true],
  ['C:\\jre\\bin\\JAVA.EXE', true],
  ['javac', false],
  ['/usr/bin/java-helper', false],
])('Java by name: %s', (path, expected) => {
  expect(isJava(path)).toBe(expected);
});
