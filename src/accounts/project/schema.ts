import * as z from 'zod'
import { gwpSets } from '../../data/gases'

// Made on first use, not when the module is loaded: zod tries then whether it may make code from text, which a page with
// a strict content-security policy would report.
const makeShapes = () => {
  const words = z.string().min(1)
  const scalar = z.union([z.string().min(1), z.number()])
  const period = z.union([z.string().min(1), z.int().min(1).max(9998).transform(String)])

  const column = z.strictObject({
    file: words.describe('CSV file beside the project file'),
    column: words.describe('Column of the values'),
    unit: words.optional().describe('Unit of the values, with substance and basis'),
    unitColumn: words.optional().describe('Column that holds the unit of each value'),
    over: z.record(z.string(), words).default({}).describe('Dimension → column that holds its labels'),
    quality: words.optional().describe('Column that says how each value was come by: measured, estimated, assumed …'),
    times: z.literal('days').optional().describe('The values are per day: multiply each by the days of its period'),
    into: z.literal('years').optional().describe('Bring values of shorter periods to the years of the project'),
    split: z.literal('by days').optional().describe('A flow that lies across two years is split by days'),
  })

  const stated = z.strictObject({
    value: scalar.describe('One value, for all labels'),
    note: words.optional().describe('Where it comes from'),
  })

  const nested: z.ZodType = z.lazy(() => z.union([scalar, z.record(z.string(), nested)]))
  const values = z.strictObject({
    values: nested.describe('Values keyed by label, in the order of the dimensions; or one value'),
    note: words.optional(),
  })

  const file = z.strictObject({
    encoding: words.default('utf-8').describe('utf-8, shift_jis, euc-jp, windows-1252 …'),
    delimiter: z.enum([',', ';', '\t', '|']).default(','),
    decimal: z.enum(['.', ',']).default('.'),
    ignore: z.array(words).default([]).describe('Columns that are text for people'),
  })

  const comparison = z.strictObject({
    title: words,
    published: scalar,
    unit: words,
    source: words,
    figure: words.optional().describe('benefit.wasteDiverted, input.delivered …; none for a claim that is only shown'),
    at: z.record(z.string(), period).optional(),
    perDay: z.boolean().default(false).describe('The published figure is per day of the year'),
    note: z.string().default(''),
  })

  const projectFile = z.strictObject({
    $schema: z.string().optional(),
    title: words,
    description: z.string().optional(),
    city: z.strictObject({
      name: words,
      country: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'an ISO 3166 code such as ID or ID-JI'),
      partner: words.optional(),
    }),
    programme: z.enum(['none', 'jcm', 'cdm', 'article-6']).default('none'),
    measure: words.describe('Id of a measure; `citymrv methods` lists them'),
    options: z.record(z.string(), words).default({}),
    gwp: words.describe(`A GWP set: ${gwpSets().join(', ')}`),
    region: words.optional().describe('For which factors are looked up; the country of the city where it is not given'),
    period: z.strictObject({
      from: period,
      to: period,
      monitoredTo: period.optional().describe('Last period with monitored data; later ones are projected'),
      fiscalStart: z.int().min(1).max(12).optional().describe('Month in which fiscal years (FY2024) start'),
    }),
    scenario: z.strictObject({ baseline: words, project: words, leakage: words }),
    files: z.record(z.string(), file).default({}),
    inputs: z.record(z.string(), z.union([column, stated, values, scalar])),
    factors: z
      .union([
        words.describe('CSV file of factor rows'),
        z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
      ])
      .optional(),
    compare: z.array(comparison).default([]),
    assumptions: z.array(z.strictObject({ text: words, source: words.optional() })).default([]),
    sources: z
      .array(
        z.strictObject({
          id: words,
          text: words,
          url: words.optional(),
          status: z.enum(['read', 'secondary', 'memory']),
        }),
      )
      .default([]),
  })

  return { column, file, comparison, projectFile }
}
type Shapes = ReturnType<typeof makeShapes>
let shapes: Shapes | undefined

/** The project file: what a city states of one project. */
export const projectFile = (): Shapes['projectFile'] => {
  shapes ??= makeShapes()
  return shapes.projectFile
}

export type Project = z.output<Shapes['projectFile']>
export type ColumnInput = z.output<Shapes['column']>
export type FileOptions = z.output<Shapes['file']>
export type Comparison = z.output<Shapes['comparison']>

/** How a file is read that the project says nothing of. */
export const defaultOptions: FileOptions = { encoding: 'utf-8', delimiter: ',', decimal: '.', ignore: [] }

/** The JSON Schema of the project file, for editors that complete it. */
export const projectSchema = (): Record<string, unknown> => ({
  $id: 'urn:citymrv:schema:project',
  title: 'citymrv project',
  ...(z.toJSONSchema(projectFile(), { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>),
})
