/** One more of each thing that v2.0 can make, most of them named `spare`: whatever a list can be given has been. */

type Request = readonly ['POST' | 'PUT', string, unknown]

/** They need nothing that is there. */
export const settings: readonly Request[] = [
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
  ['POST', '/cloud/AWS/credentials', { name: 'backup' }],
  ['POST', '/alerts/policies', { title: 'Missing Network Mapping for the Remote Site.' }],
  ['POST', '/images', { name: 'spare' }],
  ['POST', '/networks', { name: 'spare' }],
  ['POST', '/storage_containers', { name: 'spare' }],
  ['POST', '/storage_containers', { name: 'covered' }],
  ['POST', '/volume_groups', { name: 'ops' }],
  ['POST', '/vms', { name: 'spare', num_vcpus: 1, memory_mb: 1024 }],
  ['POST', '/remote_sites', { name: 'brazil', remote_ip_address_ports: { canada: 1 } }],
  ['POST', '/protection_domains', { value: 'made', annotations: ['spare'] }],
  ['POST', '/protection_domains/made/schedules', { type: 'DAILY' }],
  ['POST', '/protection_domains/made/oob_schedules', {}]
]
