import { describe, expect, test } from 'vitest';
import { clientName } from '../../../../../src-main/gateway/evidence/client-name.ts';

const words = (comm: string, line: string, isExact = true): string => {
  const { program, script } = clientName(1, comm, line.split(' '), isExact);
  return script === null ? program : `${program} ${script}`;
};

describe('a script is named by its base name', () => {
  test.each([
    [
      'python3',
      '/usr/bin/python3 /home/alice/bots/runner.py --account U1234567',
      'python3 runner.py',
    ],
    ['python', 'python -u -X dev -W ignore runner.py', 'python runner.py'],
    ['python3.12', '/venv/bin/python3.12 -Xfrozen_modules=off -B ./runner', 'python3.12 runner'],
    ['python', 'python -m pkg.mod --token s3cret', 'python pkg.mod'],
    ['python', 'python -um pkg.mod', 'python pkg.mod'],
    ['python', 'python -Im pkg', 'python pkg'],
    ['python', 'python -mpkg.mod', 'python pkg.mod'],
    ['node', 'node bot.js', 'node bot.js'],
    ['MainThread', '/usr/bin/node --inspect=9229 -r ./hook.js /srv/bot.mjs x', 'node bot.mjs'],
    ['node', 'node --import tsx bot.ts', 'node bot.ts'],
    ['deno', 'deno run --allow-net bot.ts', 'deno bot.ts'],
    ['bun', 'bun run bot.ts', 'bun bot.ts'],
    ['java', 'java -Xmx1g -cp /a/b.jar:/c com.acme.Bot alice', 'java com.acme.Bot'],
    ['java', 'java --add-opens java.base/java.nio=ALL-UNNAMED -jar /opt/bot.jar', 'java bot.jar'],
    ['dotnet', 'dotnet /srv/Bot.dll', 'dotnet Bot.dll'],
    ['ruby', 'ruby bot.rb', 'ruby bot.rb'],
    ['Rscript', 'Rscript trade.R', 'Rscript trade.R'],
    ['bash', 'bash /srv/loop.sh', 'bash loop.sh'],
    // Started by `#!`, whose name the process gets.
    ['runner.py', '/usr/bin/python3 ./runner.py', 'python3 runner.py'],
    ['python.exe', 'python.exe C:\\Users\\alice\\bots\\runner.py', 'python.exe runner.py'],
    // A program of its own; Linux cuts its name short.
    ['mybot', '/usr/local/bin/mybot --key s3cret', 'mybot'],
    ['my-very-long-tr', '/opt/my-very-long-trading-bot x', 'my-very-long-trading-bot'],
  ])('%s: %s', (comm, line, expected) => {
    expect(words(comm, line)).toBe(expected);
  });
});

describe('security 31: nothing else of a command line is shown', () => {
  test.each([
    ['code', 'python', ['python', '-c', 'login("alice", "s3cret")'], 'python'],
    ['code in one word', 'python', ['python', '-cprint("s3cret")'], 'python'],
    ['code of Node', 'node', ['node', '-e', 's3cret'], 'node'],
    ['standard input', 'python', ['python', '-', 's3cret'], 'python'],
    ['an unknown option’s value', 'node', ['node', '--token', 's3cret', 'bot'], 'node'],
    ['a home folder that is run', 'python', ['python', '/home/alice'], 'python'],
    ['a home folder on macOS', 'python', ['python', '/Users/alice'], 'python'],
    ['a home folder on Windows', 'python.exe', ['python.exe', 'C:\\Users\\alice'], 'python.exe'],
    ['a module that is none', 'python', ['python', '-m', '../../alice secret'], 'python'],
    ['no argument', 'python', ['python'], 'python'],
    ['an empty line', 'python', [''], 'python'],
    ['no line at all', 'python', [], 'python'],
    [
      'code behind several options in one word',
      'bash',
      ['bash', '-lc', 'PASS=s3cret ./run.sh'],
      'bash',
    ],
    ['code that comes after more of them', 'sh', ['sh', '-cex', 'KEY=s3cret run.sh'], 'sh'],
    ['code of Perl', 'perl', ['perl', '-lane', 'print "s3cret" if /x.pl'], 'perl'],
    [
      'a title of the program’s own, which Linux cuts short',
      'mybot-trading t',
      ['mybot-trading token=s3cret'],
      'mybot-trading',
    ],
    ['a short title', 'bot --key s3cret', ['bot --key s3cret'], 'bot'],
    ['a title with a path', '/opt/bot -k s3c', ['/opt/bot -k s3c/ret'], 'bot'],
    ['a title with a user', 'sshd: alice [priv]', ['sshd: alice [priv]'], 'sshd'],
  ])('%s', (_name, comm, argv, expected) => {
    expect(clientName(1, comm, argv, true)).toEqual({ program: expected, script: null, pid: 1 });
  });

  test('control characters, escapes and directions are removed, lengths are bounded', () => {
    const hostile = clientName(
      1,
      'py\u001b[31mthon\u0007',
      ['python', `/tmp/\u202eevil\u0000\n\u001b]0;x\u0007${'y'.repeat(5000)}.py`],
      true,
    );
    expect(JSON.stringify(hostile)).not.toMatch(/\\u00|\\n|\u202e/);
    expect(hostile.script).toHaveLength(48);
  });

  test('an argument of two megabytes costs no more than its start', () => {
    const long = `${'/s3cret'.repeat(300_000)}/bot.py`;
    const start = performance.now();
    expect(clientName(1, 'python', ['python', long], true)).toMatchObject({ script: 'bot.py' });
    expect(clientName(1, long, [long], true).program).toBe('bot.py');
    expect(performance.now() - start).toBeLessThan(500);
  });

  test('where words are split at spaces only a file’s ending counts', () => {
    expect(words('Python', 'Python /Users/alice smith/my bot.py', false)).toBe('Python');
    expect(words('Python', 'Python /Users/alice/bot.py', false)).toBe('Python bot.py');
  });
});
