export const distinct: (rows: readonly Readonly<Record<string, string>>[]) => number
export const factorsPage: () => string
export const howRead: (
  document: Readonly<Record<string, unknown>>,
  rows: readonly Readonly<Record<string, string>>[],
) => string
