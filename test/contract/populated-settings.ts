/** One of each setting, whose values chance does not find: an address, a key, a URL. */

export const settings: readonly (readonly ['POST' | 'PUT', string, unknown])[] = [
  ['POST', '/cluster/name_servers', { value: '10.0.0.53' }],
  ['POST', '/cluster/ntp_servers', { value: '0.pool.ntp.test' }],
  ['POST', '/cluster/nfs_whitelist', { value: '10.9.0.0/24' }],
  ['POST', '/cluster/public_keys', { name: 'ops', key: 'ssh-ed25519 AAAAC3Nza ops@site' }],
  ['PUT', '/cluster/smtp', { address: 'mail.test' }],
  ['POST', '/http_proxies', { name: 'squid', address: '10.0.0.9', port: 3128, proxy_types: ['HTTP'] }],
  ['POST', '/snmp/users', { username: 'nms', auth_type: 'SHA', priv_type: 'AES' }],
  ['POST', '/snmp/users', { username: 'spare', auth_type: 'SHA', priv_type: 'AES' }],
  ['POST', '/snmp/traps', { trap_address: '10.0.0.8', trap_username: 'nms' }],
  ['POST', '/snmp/add_transports', [{ transport_protocol: 'UDP', port: 161 }]],
  ['POST', '/authconfig/directories', { name: 'ad', domain: 'corp.test', directory_url: 'ldap://dc.corp.test:389' }],
  ['PUT', '/authconfig/client_auth', { ca_chain_info: { name: 'root' } }],
  ['POST', '/cloud/AWS/credentials', { name: 'backup' }]
]
