/** Settings of a cluster: its configuration, the lists in it, its users. */
export { userAppliers } from './apply.js'
export { addToConfiguration, configure, removeFromConfiguration, replaceInConfiguration } from './configuration.js'
export { addUser, appointAdministrator, changeUser, removeUser, setUserSecret } from './users.js'
