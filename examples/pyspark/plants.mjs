// Writes the statements of one method for Spark as JSON.
import { column, toSql } from 'citymrv/sql'
import { composting } from 'citymrv/waste'

const statements = toSql(composting, {
  dialect: 'spark',
  rows: { table: 'plants', id: 'plant' },
  inputs: { treated: column('tonnes', { unit: 't' }) },
  context: { gwp: 'AR5' },
})
process.stdout.write(JSON.stringify(statements))
