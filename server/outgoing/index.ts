/** Alerts that leave the emulated clusters as the real ones' do: SNMP traps and syslog, to receivers that the start names. */
export { openOutgoing } from './outgoing.js'
