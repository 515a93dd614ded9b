// A bare connect to next valid id with @stoqey/ib, as a program would do it.
import { parentPort, workerData } from 'node:worker_threads';
import { EventName, IBApi } from '@stoqey/ib';

const api = new IBApi({
  host: workerData.host,
  port: workerData.port,
  clientId: workerData.clientId,
});
api.once(EventName.nextValidId, () => {
  parentPort.postMessage('next-valid-id');
  api.disconnect();
});
api.connect();
