/** Version, digest and number of rows of the data set in a folder, `factors` if none is named. */
export const dataSet: (folder?: string) => { readonly version: string; readonly digest: string; readonly rows: number }
/** What version.json says: the version, and the digest of the rows when it was written. */
export const stated: (folder?: string) => { readonly version: string; readonly digest?: string }
