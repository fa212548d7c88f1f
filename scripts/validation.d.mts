/** A figure that a case expects. */
export interface ExpectedFigure {
  readonly output?: string
  readonly step?: string
  readonly at?: Readonly<Record<string, string>>
  readonly value: string
  readonly unit: string
  readonly printed?: boolean
  readonly tolerance?: { readonly relative: string; readonly reason: string }
}

/** One input set from one source. */
export interface Case {
  readonly id: string
  readonly method: string
  readonly kind: 'published' | 'peer-computed' | 'independent'
  readonly source: {
    readonly document: string
    readonly edition?: string
    readonly locator?: string
    readonly status?: string
  }
  readonly derive?: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly context?: Readonly<Record<string, unknown>>
  readonly expected: readonly ExpectedFigure[]
  readonly notes?: string
}

/** What `--json` prints for a figure. */
export interface FigureRecord {
  readonly id: string
  readonly method: string
  readonly kind: Case['kind']
  readonly source: string
  readonly expected: string
  readonly computed: string | null
  readonly ok: boolean
  readonly unit: string
  readonly tolerance: string
  readonly error?: string
}

export interface Report {
  readonly case: Case
  readonly figures: readonly (Omit<FigureRecord, 'tolerance'> & {
    readonly rule: string
    readonly other: boolean
    readonly share: number
  })[]
}

/** The part of the library that is validated. */
export interface Library {
  readonly evaluate: (...given: never[]) => unknown
  readonly methods: () => ReadonlyMap<string, unknown>
}

export const readCases: (folder?: string) => Case[]
export const halfUnit: (text: string) => { toString(): string }
export const validate: (library: Library, cases?: readonly Case[]) => Report[]
export const records: (report: readonly Report[]) => FigureRecord[]
export const markdown: (report: readonly Report[]) => string
