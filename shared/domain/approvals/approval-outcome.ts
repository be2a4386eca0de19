/** How the waiting for a second person ends. */
export type ApprovalOutcome = 'approved' | 'rejected' | 'lapsed'
