import { APP_NAME } from '../contract/app-name.ts';
import { statusByKey } from '../contract/connection-status.ts';
import { detailsText } from '../contract/details-text.ts';
import { reportText } from '../contract/report-text.ts';
import { reportAt } from '../contract/status-words.ts';
import { connectionByKey } from '../contract/target.ts';
import { withChange } from '../domain/diagnose.ts';
import { IDS_PER_INSTALLATION } from '../domain/client-ids.ts';
import type { AppPorts } from './ports.ts';

/** Host, port and a client id for one's own program, or null without such a connection. */
export function detailsToCopy(
  { monitors, preferences }: Pick<AppPorts, 'monitors' | 'preferences'>,
  connection: string,
): string | null {
  const { clientIdBase, connections } = preferences.get();
  const status = statusByKey(monitors.statuses, connection);
  if (status === undefined) return null;
  return detailsText(status.target, {
    from: clientIdBase,
    to: clientIdBase + IDS_PER_INSTALLATION - 1,
    chosen: connectionByKey(connections, connection)?.clientId ?? null,
  });
}

/** The connection's newest test as masked text, or null before the first. */
export function reportToCopy(
  {
    clock,
    monitors,
    settings,
    versions,
    mask,
  }: Pick<AppPorts, 'clock' | 'monitors' | 'settings' | 'versions' | 'mask'>,
  connection: string,
): string | null {
  const status = statusByKey(monitors.statuses, connection);
  const report = status?.report;
  if (status === undefined || report == null) return null;
  const { gaveUp } = status;
  const footer = [
    `${APP_NAME} ${versions.app}, Electron ${versions.electron}, ${process.platform}`,
  ];
  const shown = reportAt(report, clock.now());
  const change = settings.explains(connection);
  const isOfNow = change !== null && change.incidentAt >= (status.problemSince ?? status.since);
  const causes = isOfNow ? withChange(shown.causes, change, clock.now()) : shown.causes;
  return mask(reportText({ ...shown, causes }, { mask: true, footer, gaveUp }));
}
