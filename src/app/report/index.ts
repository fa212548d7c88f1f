import type { ProjectResult } from '../../accounts/project'
import { page } from './page'

export { csvText, outputsCsv } from './csv'

/**
 * The report of a project run as one HTML file: the answer, a chart of baseline against project, tables, and every step
 * with its source, folded. It needs nothing else: no scripts, no requests; light, dark, phone and A4.
 */
export const reportHtml = (result: ProjectResult): string => page(result)
