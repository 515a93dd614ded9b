/**
 * Programs that accept a connection and pass it on, so that a connection proves nothing about
 * Gateway: containers, tunnels, virtual machines, port forwards.
 */
const RELAYS: ReadonlySet<string> = new Set([
  // Docker, Podman and their helpers on each system
  'docker-proxy',
  'com.docker.backend',
  'com.docker.vpnkit',
  'vpnkit',
  'vpnkit-bridge',
  'rootlessport',
  'rootlesskit',
  'slirp4netns',
  'pasta',
  'pasta.avx2',
  'passt',
  'passt.avx2',
  'gvproxy',
  'orbstack',
  'orbstack helper',
  'limactl',
  'kubectl',
  // Tunnels; sshd owns the listener of `ssh -R`
  'ssh',
  'sshd',
  'sshd-session',
  'autossh',
  'plink',
  'tailscaled',
  'cloudflared',
  'chisel',
  'frpc',
  'frps',
  'stunnel',
  'stunnel4',
  // Port forwards; svchost hosts the IP Helper service behind `netsh interface portproxy`
  'socat',
  'ncat',
  'nc',
  'rinetd',
  'redir',
  'simpleproxy',
  'haproxy',
  'nginx',
  'envoy',
  'traefik',
  'xinetd',
  'systemd-socket-proxyd',
  'svchost',
  // Virtual machines
  'wslrelay',
  'vboxheadless',
  'virtualboxvm',
]);

/** Linux keeps 15 characters of a program's name (`TASK_COMM_LEN`, proc_pid_comm(5)). */
const COMM_LENGTH = 15;
const SHORTENED: ReadonlySet<string> = new Set(
  [...RELAYS].map((name) => name.slice(0, COMM_LENGTH)),
);

/** `program` is a short name, with or without `.exe`. */
export function isRelay(program: string): boolean {
  const name = program.toLowerCase().replace(/\.exe$/, '');
  return (
    RELAYS.has(name) ||
    (name.length === COMM_LENGTH && SHORTENED.has(name)) ||
    name.startsWith('qemu-system-')
  );
}
