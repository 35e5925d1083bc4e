/** Rules and appliers of this room, for decide, apply and the rooms above. */
export { userAppliers } from './apply.js'
export { addToConfiguration, configure, removeFromConfiguration, replaceInConfiguration } from './configuration.js'
export { addUser, appointAdministrator, changeUser, removeUser, setUserSecret } from './users.js'
