import type { Make } from './project-plant'
import { statementFaults } from './project-statement-faults'
import { tableFaults } from './project-table-faults'

/** All faults by name. */
export const faultKinds: readonly (readonly [string, Make])[] = [...tableFaults, ...statementFaults]
