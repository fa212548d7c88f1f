import type { AnyMethod } from '../../core/method'
import type { Context, Given } from '../evaluation'
import { type Draft, draft, sheetNames, type WorkbookOptions } from './draft'
import { calculationPage, putHelpers } from './pages/calculation'
import { checksPage } from './pages/checks'
import { factorsPage } from './pages/factors'
import { inputsPage } from './pages/inputs'
import { summaryPage } from './pages/summary'
import { type BookRecord, recordOf, recordPage } from './record'
import type { Workbook } from './xlsx/sheet'

/** The sheets of a draft. They are filled last to first where formulas ask for helpers, and stand in reading order. */
export const bookOf = (plan: Draft, record: BookRecord = recordOf(plan)): Workbook => {
  const calculation = calculationPage(plan)
  const checks = checksPage(plan)
  const summary = summaryPage(plan, checks)
  putHelpers(plan, calculation)
  const sheets = [
    summary,
    inputsPage(plan),
    calculation,
    factorsPage(plan),
    checks.sheet,
    recordPage(record, sheetNames.record),
  ]
  return { sheets, names: plan.names.ranges }
}

/** Lays a method out and fills the sheets. */
export const makeBook = (
  method: AnyMethod,
  inputs: Readonly<Record<string, Given>>,
  context: Context,
  options: WorkbookOptions,
): { draft: Draft; book: Workbook } => {
  const plan = draft(method, inputs, context, options)
  return { draft: plan, book: bookOf(plan) }
}
