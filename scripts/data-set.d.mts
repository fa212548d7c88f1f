/** Version, digest and number of rows of the data set in a folder, `factors` if none is named. */
export const dataSet: (folder?: string) => { readonly version: string; readonly digest: string; readonly rows: number }
