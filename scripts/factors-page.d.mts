export const distinct: (rows: readonly Readonly<Record<string, string>>[]) => number
export const factorsPage: () => string
