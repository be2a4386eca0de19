/**
 * Importing a CSV file: one dialog from the file to the commands. A feature says which fields it wants, what its rule says
 * of rows, and how rows are sent; everything between is here.
 *
 *     <CsvImport<'number' | 'amount', ImportedRow>
 *       words={{ title, intro, consequence: (ready) => … }}
 *       template={{ fileName: 'expected-receipts', examples: [{ number: '…', amount: '1.500.000' }] }}
 *       fields={[{ key: 'number', label: t('…'), names: ['account', 'rekening'], kind: 'digits', required: true, width: 170 }, …]}
 *       unique={[{ path: null, code: 'area.repeated_in_file', keyOf: (values) => values.number || null }]}
 *       judge={async (rows) => ok(rows.map(({ rowId, values }) => ({ rowId, faults: […], item: … or null, notes: { number: 'Kas Kemang' } })))}
 *       sendSize={1000}
 *       send={async (items) => …}
 *       onDone={(count) => …}
 *       onClose={…}
 *     />
 *
 * - `fields`: columns are found by `label` and `names` (both languages belong there) and can be chosen by hand.
 * - `judge` gets at most 100 rows at a time, with cells read as their `kind` says (`CsvValues`): amounts `1250000.5`, dates
 *   `2026-07-10`; what could not be read comes as typed, so that the rule names it. One verdict for each row, by `rowId`;
 *   `item` is what `send` will get for it. It asks the main process, which runs the same rule as the command.
 * - `unique`: what no two rows of the file may share, told without asking. `params.rowId` names the first of them.
 * - `send` gets at most `sendSize` items, in the order of the file, and answers once they are safe in the queue. On an error
 *   nothing more is sent, and what is left is judged anew.
 * - `links`: rows may speak of other rows of the file (`nameOf`, `refersTo`). `judge` is then told which rows are above a row,
 *   what stands under a corrected row is judged anew, and `send` gets a row after those above it.
 * - Delimiter, decimal mark and order of dates are recognised, shown and can be changed; cells are corrected in place;
 *   rows with faults are left out only after they have been shown.
 *
 * Words: `renderer/locales/<language>/csvImport.json`; codes of faults in `problems.json`.
 */
export { CsvImport } from './csv-import'
export type {
  CsvFault,
  CsvField,
  CsvLinks,
  CsvRow,
  CsvSurroundings,
  CsvUnique,
  CsvValues,
  CsvVerdict,
} from './csv-types'
