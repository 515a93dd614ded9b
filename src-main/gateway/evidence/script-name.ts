import { baseName, printable } from './program-name.ts';

/** How one kind of interpreter is told what to run. */
interface Interpreter {
  readonly name: RegExp;
  /** The program text stands in the argument itself: nothing of it is ever shown. */
  readonly code: ReadonlySet<string>;
  /** Options whose value is the next argument. */
  readonly valued: ReadonlySet<string>;
  /** Options whose value names what is run. */
  readonly named: ReadonlySet<string>;
  /** Words in front of the script, as in `deno run`. */
  readonly verbs: ReadonlySet<string>;
  /** An option not listed here may take the next argument for its value. */
  readonly isOpen: boolean;
}

const interpreter = (
  name: RegExp,
  { code = '', valued = '', named = '', verbs = '', isOpen = true } = {},
): Interpreter => {
  const words = (text: string): ReadonlySet<string> =>
    new Set(text.split(' ').filter((word) => word !== ''));
  return {
    name,
    code: words(code),
    valued: words(valued),
    named: words(named),
    verbs: words(verbs),
    isOpen,
  };
};

const NODE_VALUED =
  '-r --require --import --loader --experimental-loader -C --conditions --env-file --title --cpu-prof-dir --diagnostic-dir --icu-data-dir';
const JAVA_VALUED =
  '-cp -classpath --class-path -p --module-path --add-modules --add-exports --add-opens --add-reads --patch-module --upgrade-module-path --enable-native-access';

const INTERPRETERS: readonly Interpreter[] = [
  interpreter(/^(?:python[\d.]*w?|pypy[\d.]*|pyw?)$/i, {
    code: '-c',
    valued: '-W -X --check-hash-based-pycs',
    named: '-m',
    isOpen: false,
  }),
  interpreter(/^(?:node|nodejs|electron)$/i, {
    code: '-e --eval -p --print -pe',
    valued: NODE_VALUED,
  }),
  interpreter(/^(?:deno|bun)$/i, { code: 'eval -e --eval -p', valued: NODE_VALUED, verbs: 'run' }),
  interpreter(/^javaw?$/i, { valued: JAVA_VALUED, named: '-jar -m --module', isOpen: false }),
  interpreter(/^dotnet$/i, { verbs: 'exec run' }),
  interpreter(/^(?:ruby[\d.]*|perl[\d.]*|php[\d.]*|lua[\d.]*|rscript|julia)$/i, {
    code: '-e -E -r --eval',
  }),
  interpreter(/^(?:ba|z|da)?sh$/i, { code: '-c' }),
];

const SCRIPT = /\.(?:pyw?|pyz|[mc]?[jt]s|[jt]sx|rb|pl|php|lua|r|jl|jar|dll|exe|sh)$/i;
/** Folder and name of a home: what follows may be the person's name. */
const HOME = /^(?:\/home|\/Users|[a-z]:[\\/]Users)[\\/]([^\\/]+)/i;
const JOINED = /^-([bBdEhiIOPqRsSuvVx]*)([cmWX])(.+)?$/;
const LONGEST = 48;

/** `program` is a base name, with or without `.exe`. */
const kindOf = (program: string): Interpreter | undefined => {
  const name = program.replace(/\.exe$/i, '');
  return INTERPRETERS.find((one) => one.name.test(name));
};

export const isInterpreter = (program: string): boolean => kindOf(program) !== undefined;

/**
 * Base name of the script, or the module, that an interpreter was started with; null where that is
 * not certain. Arguments hold passwords and account names: only what must be the script is taken.
 * `isExact` is false where words were split at spaces, so that only the ending tells a file.
 */
export function scriptName(
  program: string,
  args: readonly string[],
  isExact: boolean,
): string | null {
  const kind = kindOf(program);
  if (kind === undefined) return null;
  let isSure = isExact;
  for (let at = 0; at < args.length; at += 1) {
    const whole = args[at] ?? '';
    // Python takes several short options in one word: `-um bot`, `-mbot`.
    const joined = kind.named.has('-m') && !kind.isOpen ? pythonOption(kind, whole) : null;
    const option = joined?.option ?? whole;
    if (kind.code.has(option) || hidesCode(kind, option)) return null;
    if (kind.named.has(option)) return moduleOrFile(joined?.value ?? args[at + 1] ?? '');
    if (kind.valued.has(option)) at += joined?.value === undefined ? 1 : 0;
    else if (option === '--') return fileName(args[at + 1] ?? '', isSure);
    else if (option === '-') return null;
    else if (option.startsWith('-')) isSure &&= !kind.isOpen || option.includes('=');
    else if (kind.verbs.has(option)) isSure = false;
    else return isClass(kind, option) ? moduleOrFile(option) : fileName(option, isSure);
  }
  return null;
}

/** `-lc`, `-cex`, `-lane`: where one of several letters means code, the next word may be it. */
const hidesCode = ({ code }: Interpreter, word: string): boolean =>
  /^-[A-Za-z0-9]{2,}$/.test(word) && [...word.slice(1)].some((letter) => code.has(`-${letter}`));

function pythonOption(kind: Interpreter, word: string): { option: string; value?: string } | null {
  if (!kind.code.has('-c')) return null;
  const [, , letter, value] = JOINED.exec(word) ?? [];
  if (letter === undefined) return null;
  return { option: `-${letter}`, ...(value !== undefined && { value }) };
}

/** Java is told a class, whose name is neither a path nor a file's. */
const isClass = (kind: Interpreter, word: string): boolean =>
  kind.named.has('-jar') && /^[\p{L}_$][\p{L}\p{N}_$.]*$/u.test(word);

const moduleOrFile = (text: string): string | null =>
  /^[\p{L}_$][\p{L}\p{N}_$.]*$/u.test(text) ? shown(text) : fileName(text, false);

function fileName(path: string, isSure: boolean): string | null {
  const name = baseName(path);
  if (!isSure && !SCRIPT.test(name)) return null;
  return name === HOME.exec(path)?.[1] ? null : shown(name);
}

function shown(name: string): string | null {
  return [...printable(name)].slice(0, LONGEST).join('') || null;
}
