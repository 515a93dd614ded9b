import { baseName } from './program-name.ts';

type IbProduct = 'gateway' | 'tws';

export interface IbProcess {
  readonly product: IbProduct;
  /** E.g. `10.30`; null where no path says it. */
  readonly version: string | null;
}

/**
 * The classes Java is started with. IBC's user guide and start scripts name the first four (IBC
 * starts Gateway inside its own process); install4j's launchers prefix `install4j.`; the last two
 * are IBC's predecessor.
 */
const MAIN_CLASSES: ReadonlyMap<string, IbProduct> = new Map([
  ['ibgateway.GWClient', 'gateway'],
  ['jclient.LoginFrame', 'tws'],
  ['ibcalpha.ibc.IbcGateway', 'gateway'],
  ['ibcalpha.ibc.IbcTws', 'tws'],
  ['install4j.ibgateway.GWClient', 'gateway'],
  ['install4j.jclient.LoginFrame', 'tws'],
  ['ibcontroller.IBGatewayController', 'gateway'],
  ['ibcontroller.IBController', 'tws'],
]);

const JAVA = /^javaw?(\.exe)?$/i;
const LAUNCHER = /^(ibgateway|tws)(\.exe)?$/i;
/** macOS: the program inside the application's bundle, not that of its installer or uninstaller. */
const BUNDLE = /\/(IB Gateway|Trader Workstation)( [\d.]+\w?)?\.app\/Contents\/MacOS\/[^/]+$/i;
const MODULE = '-Dexe4j.moduleName=';

/**
 * Folders: `Jts/ibgateway/1030` (IBKR), `Jts/1030` (offline TWS), `Jts/ibgateway/10.30.1t`
 * (Docker images), `IB Gateway 10.30` (macOS).
 */
const NUMBERED =
  /[\\/](?:ibgateway|tws|jts)[\\/](\d{3,4}|\d{1,2}\.\d{1,2}(?:\.\w{1,8})?)(?![\w.-])/i;
const NAMED = /[\\/](?:IB Gateway|Trader Workstation) (\d{1,2}\.\d{1,2})(?!\d)/i;

/**
 * Whether a program is IB Gateway or TWS. The program itself must be Java, or the launcher by
 * name: editors, searches, shell scripts and bots mention Gateway in their arguments as well.
 * `executable` is its path or name as the system tells it, `args` what follows. The arguments of
 * IBC hold user name and password: nothing of them leaves this function but a version.
 */
export function ibProcess(executable: string, args: readonly string[]): IbProcess | null {
  const product = productOf(executable, args);
  return product && { product, version: versionIn([executable, ...args].join(' ')) };
}

/** Whether the arguments decide; where they cannot be read, nothing can be said. */
export function isJava(executable: string): boolean {
  return JAVA.test(baseName(executable));
}

/** IB's own launchers, by name: they are Gateway or TWS whatever their arguments. */
export function isLauncher(executable: string): boolean {
  return launcherProduct(executable) !== null || BUNDLE.test(executable);
}

/** Whether an argument is the class Java is started with, which ends its own options. */
export const isMainClass = (arg: string): boolean => MAIN_CLASSES.has(arg);

function productOf(executable: string, args: readonly string[]): IbProduct | null {
  const bundle = BUNDLE.exec(executable);
  if (bundle) return bundle[1]?.toLowerCase() === 'ib gateway' ? 'gateway' : 'tws';
  const launched = launcherProduct(executable);
  if (launched) return launched;
  if (!isJava(executable)) return null;
  for (const arg of args) {
    // Newer install4j launchers hand the class to a launcher class of their own, and say theirs here.
    const product = arg.startsWith(MODULE)
      ? launcherProduct(arg.slice(MODULE.length))
      : MAIN_CLASSES.get(arg);
    if (product) return product;
  }
  return null;
}

function launcherProduct(path: string): IbProduct | null {
  const name = LAUNCHER.exec(baseName(path))?.[1]?.toLowerCase();
  if (name === undefined) return null;
  return name === 'tws' ? 'tws' : 'gateway';
}

function versionIn(text: string): string | null {
  const named = NAMED.exec(text)?.[1];
  if (named !== undefined) return named;
  const folder = NUMBERED.exec(text)?.[1];
  if (folder === undefined) return null;
  if (folder.includes('.')) return folder.split('.').slice(0, 2).join('.');
  return `${folder.slice(0, -2)}.${folder.slice(-2)}`;
}
