/** What `startGatewayProcess` runs; one message asks, one answers. */
import { controlActions } from './control-actions.ts';
import { startSimulatedGateway } from './simulated-gateway.ts';

const gateway = await startSimulatedGateway({ port: Number(process.env['GATEWAY_PORT']) });
if (process.env['GATEWAY_CLOSED'] === 'yes') await gateway.stopListening();

process.on('disconnect', () => process.exit());
process.on('message', ({ action }: { action: string | null }) => {
  void Promise.resolve(action === null ? undefined : controlActions[action]?.run(gateway)).then(
    () => process.send?.(gateway.record.summary()),
  );
});
process.send?.({ port: gateway.port });
