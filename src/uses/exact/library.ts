import { version } from '../../../package.json'

/** The library that computed a result; its version is not part of the digest. */
export const library = { name: 'citymrv', version } as const

/** The version of the stored form of a result. */
export const schemaVersion = '1'
