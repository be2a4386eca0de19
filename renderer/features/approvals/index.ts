export { ApprovalsScreen } from './approvals-screen'
export { approvalCommandEditors } from './decision/editors'
