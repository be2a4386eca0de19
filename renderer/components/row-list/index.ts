/**
 * A list of any length beside a drawer: pages come from the main process as they come into sight (`useRows`), and one grid
 * shows them (`RowGrid`): arrows, Enter for details, Space to tick, letters for actions, Shift+F10 for the row's menu.
 */

export { PAGE_SIZE, type RowSource, type Rows, useRows } from '../row-grid/use-rows'
export type { RowColumn } from './row-column'
export { RowGrid } from './row-grid'
