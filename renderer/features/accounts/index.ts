export { AccountsScreen } from './accounts-screen'
export { accountCommandEditors } from './dialogs/editors'
