import type { ConnectionStatus } from '../../contract/connection-status.ts';
import type { Evidence } from '../../contract/evidence.ts';
import type { ShowAbility, ShowProblem } from '../../contract/show-gateway.ts';
import { isLocal, type Target } from '../../contract/target.ts';
import { watchedProcess } from '../../domain/verdict.ts';
import type { WindowSystem } from './window-system.ts';

export interface GatewayWindowDeps {
  readonly windows: WindowSystem;
  readonly gatherEvidence: (target: Target) => Promise<Evidence>;
  readonly onAbility: () => void;
}

/** Brings Gateway's window forward, where the desktop lets it. */
export class GatewayWindow {
  #ability: ShowAbility;
  readonly #deps: GatewayWindowDeps;

  constructor(deps: GatewayWindowDeps) {
    this.#deps = deps;
    this.#ability = deps.windows.assumed;
    void this.#look();
  }

  get ability(): ShowAbility {
    return this.#ability;
  }

  /** Null: it was brought forward. */
  async show({ target }: Pick<ConnectionStatus, 'target'>): Promise<ShowProblem | null> {
    if (!isLocal(target.host)) return 'not-here';
    const { windows, gatherEvidence } = this.#deps;
    const found = processToShow(target, await gatherEvidence(target));
    if (typeof found === 'string') return found;
    const problem = await windows.show([found]);
    await this.#look();
    return problem;
  }

  /** A desktop session may have ended, or its display come back. */
  async #look(): Promise<void> {
    const ability = await this.#deps.windows.ability();
    const isNews = JSON.stringify(ability) !== JSON.stringify(this.#ability);
    this.#ability = ability;
    if (isNews) this.#deps.onAbility();
  }
}

/** The process whose window it is, by its number: of several the one behind the port. */
export function processToShow(target: Target, evidence: Evidence): number | ShowProblem {
  const { listener, process } = evidence;
  const owner = listener.outcome === 'found' ? listener.owner : null;
  if (owner?.kind === 'gateway') return owner.pid;
  const processes = process.outcome === 'found' ? process.processes : [];
  const behind = processes.find(({ ports }) => ports?.includes(target.port) === true);
  const pid = behind?.pid ?? watchedProcess({ target, evidence })?.pid;
  if (pid !== undefined) return pid;
  return owner?.kind === 'relay' ? 'not-here' : 'no-process';
}
