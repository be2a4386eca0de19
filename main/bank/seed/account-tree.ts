import type { SubAccount } from '#shared/domain/documents'
import { MARKETPLACES, REGIONS, SHOP_LINES } from './places'

type Scheme = SubAccount['scheme']

/** A sub-account as the plan draws it, parents before children. */
export interface TreeNode {
  readonly name: string
  readonly scheme: Scheme
  /** Index of the parent in the same list; null directly under the current account. */
  readonly parent: number | null
  /** Three digits in the number's branch field. */
  readonly branch: string
  readonly externalRef: string | null
}

/** Collects nodes until there are as many as asked for; every later one is refused. */
class Grove {
  readonly nodes: TreeNode[] = []
  constructor(private readonly size: number) {}

  get isFull(): boolean {
    return this.nodes.length >= this.size
  }

  /** The new node's index, or null when there is no room or its parent found none. */
  add(
    node: Omit<TreeNode, 'parent' | 'externalRef'> & { parent: number | null | 'missing'; externalRef?: string },
  ): number | 'missing' {
    if (this.isFull || node.parent === 'missing') return 'missing'
    this.nodes.push({ ...node, parent: node.parent, externalRef: node.externalRef ?? null })
    return this.nodes.length - 1
  }
}

const numbered = (index: number) => String(index + 1).padStart(2, '0')
const code = (value: number) => String(value).padStart(3, '0')

/** Regions, their cities, and shops with petty cash, tills and stores of goods, down to six levels. */
export function operationalTree(size: number): TreeNode[] {
  const grove = new Grove(size)
  const cities: { index: number | 'missing'; name: string; branch: string }[] = []
  REGIONS.forEach((region, regionIndex) => {
    const branch = code(10 + regionIndex)
    const parent = grove.add({ name: `Wilayah ${region.name}`, scheme: 'intermediary', parent: null, branch })
    region.cities.forEach((name, cityIndex) => {
      const cityBranch = code(100 + regionIndex * 10 + cityIndex)
      const index = grove.add({
        name: `Cabang ${name}`,
        scheme: 'operational',
        parent,
        branch: cityBranch,
        externalRef: `CAB-${cityBranch}`,
      })
      cities.push({ index, name, branch: cityBranch })
    })
  })
  for (let round = 0; !grove.isFull; round += 1) {
    for (const city of cities) addShop(grove, city, round)
  }
  return grove.nodes
}

function addShop(grove: Grove, city: { index: number | 'missing'; name: string; branch: string }, round: number): void {
  const { branch } = city
  const ref = `TK-${branch}-${numbered(round)}`
  const shop = grove.add({
    name: `Toko ${city.name} ${numbered(round)}`,
    scheme: 'operational',
    parent: city.index,
    branch,
    externalRef: ref,
  })
  const place = `${city.name} ${numbered(round)}`
  grove.add({ name: `Kas Kecil ${place}`, scheme: 'petty_cash', parent: shop, branch })
  grove.add({ name: `Kasir ${place}`, scheme: 'operational', parent: shop, branch })
  if (round % 4 !== 1) return
  const store = grove.add({
    name: `Gudang ${place}`,
    scheme: 'intermediary',
    parent: shop,
    branch,
    externalRef: `${ref}-G`,
  })
  const dispatch = grove.add({ name: `Ekspedisi ${place}`, scheme: 'operational', parent: store, branch })
  grove.add({ name: `Kas Jalan ${place}`, scheme: 'petty_cash', parent: dispatch, branch })
}

/** Cash collection: a node per city, with safes and differences below. */
export function collectionTree(size: number): TreeNode[] {
  const grove = new Grove(size)
  const places = REGIONS.flatMap((region, regionIndex) =>
    region.cities.map((name, cityIndex) => {
      const branch = code(100 + regionIndex * 10 + cityIndex)
      const index = grove.add({
        name: `LAJU ${name}`,
        scheme: 'transfer',
        parent: null,
        branch,
        externalRef: `LAJU-${branch}`,
      })
      return { index, name, branch }
    }),
  )
  for (let round = 0; !grove.isFull; round += 1) {
    for (const { index: parent, name, branch } of places) {
      grove.add({ name: `Brankas ${name} ${numbered(round)}`, scheme: 'transfer', parent, branch })
      if (round === 0) grove.add({ name: `Selisih Hitung ${name}`, scheme: 'intermediary', parent, branch })
    }
  }
  return grove.nodes
}

/** Marketplaces, the company's shops on them, and each shop's wallets. */
export function marketplaceTree(size: number): TreeNode[] {
  const grove = new Grove(size)
  const markets = MARKETPLACES.map((name, index) => {
    const branch = code(200 + index)
    return { name, branch, index: grove.add({ name, scheme: 'intermediary', parent: null, branch }) }
  })
  for (let round = 0; !grove.isFull; round += 1) {
    for (const { name, branch, index: parent } of markets) {
      const line = SHOP_LINES[round % SHOP_LINES.length] ?? SHOP_LINES[0]
      const series = round < SHOP_LINES.length ? '' : ` ${numbered(Math.floor(round / SHOP_LINES.length))}`
      const title = `${name} ${line}${series}`
      const ref = `${name.replace(/\W/g, '').slice(0, 4).toUpperCase()}-${code(round + 1)}`
      const shop = grove.add({ name: title, scheme: 'operational', parent, branch, externalRef: ref })
      grove.add({ name: `Dompet ${title}`, scheme: 'transfer', parent: shop, branch, externalRef: `${ref}-D` })
      grove.add({ name: `Dana Ditahan ${title}`, scheme: 'intermediary', parent: shop, branch })
      grove.add({ name: `Iklan ${title}`, scheme: 'operational', parent: shop, branch })
    }
  }
  return grove.nodes
}
