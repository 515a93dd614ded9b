import { spawnSync } from 'node:child_process';

/**
 * Starts a program in a mount namespace of its own, in which /proc is empty: nobody can list
 * processes or sockets there. Without root a user namespace gives the right to, where it is allowed.
 */
function hidden(...options: string[]): [string, ...string[]] {
  const script = 'mount -t tmpfs none /proc && exec "$@"';
  return ['unshare', ...options, '--mount', 'sh', '-c', script, 'sh'];
}

const ways = [hidden(), hidden('--user', '--map-root-user')];

/** Put before a program and its arguments; undefined where this machine allows neither way. */
export const withHiddenProc = ways.find(([program, ...args]) => {
  return process.platform === 'linux' && spawnSync(program, [...args, 'true']).status === 0;
});
