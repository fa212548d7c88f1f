import { version } from '../../../package.json'
import { dataSet } from '../../data/factors'

/** The library that computed a result, and the version of its factor tables; neither is part of the digest. */
export const library = { name: 'citymrv', version, factors: dataSet.version } as const

/** The version of the stored form of a result. */
export const schemaVersion = '1'
