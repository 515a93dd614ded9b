/** What is wrong with what was typed, each with the way out. */
export const fieldText = {
  hostEmpty: 'Enter a name or an address, for example 127.0.0.1.',
  hostIsUrl: 'Only the name or the address, without http:// and without a path.',
  hostWithPort: 'Leave the port out: it has a field of its own.',
  hostBrackets: 'Write the IPv6 address without brackets.',
  hostShape:
    'A name has letters, digits, dots and hyphens; an address is like 192.168.1.20 or ::1.',
  port: 'Enter a whole number from 1 to 65535.',
  clientId: 'Enter a whole number from 1 to 2147483647.',
  clientIdZero: 'Client ID 0 also takes over manual orders. Choose 1 or more.',
  taken: 'Another connection watches this host and port already.',
  farm: "A farm's name has letters, digits, dots and hyphens, for example usfarm.",
  farmIgnored: 'This farm is ignored already.',
  farmsFull: 'No more than 50 farms can be ignored.',
  clientIdReserved: '999 is used by other tools. Choose another number.',
} as const;
