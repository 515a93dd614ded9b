import { withGateway } from './manners.ts';
import { parseCheck, startCli, type CheckJson, type CliEnd } from './run-cli.ts';
import type { SimulatedGateway, SimulatorOptions } from './simulated-gateway/simulated-gateway.ts';

/** Starts a check against a simulator, does something meanwhile, and answers how it ended. */
export async function checking(
  options: SimulatorOptions,
  args: readonly string[],
  meanwhile: (
    gateway: SimulatedGateway,
    child: { kill(signal: NodeJS.Signals): void },
  ) => unknown = () => undefined,
): Promise<{ end: CliEnd; json: CheckJson; gateway: SimulatedGateway }> {
  return withGateway(options, async (gateway) => {
    const { child, ended } = startCli(['check', '--json', '--port', `${gateway.port}`, ...args]);
    try {
      await meanwhile(gateway, { kill: (signal) => child.kill(signal) });
      const end = await ended;
      return { end, json: parseCheck(end), gateway };
    } finally {
      child.kill('SIGKILL');
    }
  });
}
