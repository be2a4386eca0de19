/** Where the demonstration company trades. */
export const REGIONS: readonly { readonly name: string; readonly cities: readonly string[] }[] = [
  { name: 'Jabodetabek', cities: ['Jakarta Pusat', 'Jakarta Selatan', 'Bekasi', 'Depok', 'Tangerang', 'Bogor'] },
  { name: 'Jawa Barat', cities: ['Bandung', 'Cirebon', 'Tasikmalaya', 'Sukabumi', 'Karawang', 'Garut'] },
  { name: 'Jawa Tengah', cities: ['Semarang', 'Surakarta', 'Tegal', 'Purwokerto', 'Magelang', 'Kudus'] },
  { name: 'DI Yogyakarta', cities: ['Yogyakarta', 'Sleman', 'Bantul', 'Wates', 'Wonosari', 'Kulon Progo'] },
  { name: 'Jawa Timur', cities: ['Surabaya', 'Malang', 'Kediri', 'Jember', 'Madiun', 'Sidoarjo'] },
  { name: 'Sumatera Utara', cities: ['Medan', 'Binjai', 'Pematangsiantar', 'Banda Aceh', 'Pekanbaru', 'Padang'] },
  { name: 'Sumatera Selatan', cities: ['Palembang', 'Bandar Lampung', 'Jambi', 'Bengkulu', 'Pangkalpinang', 'Metro'] },
  { name: 'Kalimantan', cities: ['Balikpapan', 'Banjarmasin', 'Samarinda', 'Pontianak', 'Palangka Raya', 'Tarakan'] },
  { name: 'Sulawesi', cities: ['Makassar', 'Manado', 'Palu', 'Kendari', 'Gorontalo', 'Parepare'] },
  { name: 'Bali, Nusa Tenggara, Papua', cities: ['Denpasar', 'Mataram', 'Kupang', 'Jayapura', 'Sorong', 'Ambon'] },
]

export const MARKETPLACES = ['Tokopedia', 'Shopee', 'Lazada', 'Blibli', 'TikTok Shop', 'Bukalapak', 'Zalora'] as const

export const SHOP_LINES = [
  'Official Store',
  'Elektronik',
  'Fesyen',
  'Rumah Tangga',
  'Kecantikan',
  'Bahan Pokok',
  'Mainan',
] as const

export const SUPPLIERS = [
  'PT Sumber Pangan Makmur',
  'PT Indo Logistik Prima',
  'CV Karya Kemasan',
  'PT Listrik Nusantara',
  'PT Graha Properti Abadi',
  'CV Bersih Selalu',
  'PT Sandang Jaya Tekstil',
  'PT Media Promosi Kreatif',
  'PT Elektronika Sentosa',
  'CV Tani Subur',
] as const

export const CUSTOMERS = [
  'Andi Wijaya',
  'Nur Aisyah',
  'Budi Santoso',
  'Made Suryani',
  'Yohanes Tampubolon',
  'Rina Marlina',
  'Fajar Nugroho',
  'Lestari Handayani',
  'Toko Sinar Abadi',
  'Toko Makmur Jaya',
  'Koperasi Sejahtera',
  'Warung Bu Tini',
] as const
