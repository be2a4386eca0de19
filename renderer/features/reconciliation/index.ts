export { receiptCommandEditors } from './command-editors'
export { ReconciliationScreen } from './reconciliation-screen'
