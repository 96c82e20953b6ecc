// The update trains as data: which KB, which build, which kind, by product (facts: windows-servicing 1.8 to 1.11). Calendar is data,
// never arithmetic: baselines came unplanned in June and September 2026. A KB that both trains share (a baseline month) has one row.
// A row without a KB is planned, not released. Adding this month's update is adding its row.
import type { ProductName } from './products.ts';

/**
 * `baseline` both trains meet, with a restart · `hotpatch` stays on the train, no restart · `lcu` cumulative update of a hotpatch month,
 * leaves the train · `oobHotpatch` out of band, stays · `oobLcu` out of band, leaves.
 */
export type LineageKind = 'baseline' | 'hotpatch' | 'lcu' | 'oobHotpatch' | 'oobLcu';

export interface LineageRow {
  readonly product: ProductName;
  /** `2025-10`. */
  readonly month: string;
  readonly kind: LineageKind;
  /** null: planned, not released yet. */
  readonly kb: string | null;
  /** null where the sources do not say it. */
  readonly ubr: number | null;
  /** Day of release where the sources say it. */
  readonly date: string | null;
}

type Row = readonly [month: string, kind: LineageKind, kb: string | null, ubr: number | null, date?: string];

const server2025: readonly Row[] = [
  ['2024-11', 'hotpatch', 'KB5046696', 2240, '2024-11-12'],
  ['2024-12', 'hotpatch', 'KB5048794', 2528, '2024-12-10'],
  ['2025-01', 'baseline', 'KB5050009', 2894, '2025-01-14'],
  ['2025-02', 'hotpatch', 'KB5052105', 3107, '2025-02-11'],
  ['2025-02', 'lcu', 'KB5051987', 3194],
  ['2025-03', 'hotpatch', 'KB5053636', 3403, '2025-03-11'],
  ['2025-03', 'lcu', 'KB5053598', 3476],
  ['2025-04', 'baseline', 'KB5055523', 3775, '2025-04-08'],
  ['2025-04', 'oobLcu', 'KB5059087', 3781],
  ['2025-05', 'hotpatch', 'KB5058497', 3981, '2025-05-13'],
  ['2025-05', 'oobHotpatch', 'KB5061258', 3983, '2025-05-16'],
  ['2025-05', 'lcu', 'KB5058411', 4061],
  ['2025-05', 'oobLcu', 'KB5061977', 4066],
  ['2025-06', 'hotpatch', 'KB5060841', 4270, '2025-06-10'],
  ['2025-06', 'lcu', 'KB5060842', 4349],
  ['2025-07', 'baseline', 'KB5062553', 4652, '2025-07-08'],
  ['2025-07', 'oobLcu', 'KB5064489', 4656],
  ['2025-08', 'hotpatch', 'KB5064010', 4851, '2025-08-12'],
  ['2025-08', 'lcu', 'KB5063878', 4946],
  ['2025-09', 'hotpatch', 'KB5065474', 6508, '2025-09-09'],
  ['2025-09', 'oobHotpatch', 'KB5066360', null],
  ['2025-09', 'lcu', 'KB5065426', 6584],
  ['2025-09', 'oobLcu', 'KB5068221', 6588],
  ['2025-10', 'baseline', 'KB5066835', 6899, '2025-10-14'],
  ['2025-10', 'oobLcu', 'KB5070773', 6901, '2025-10-20'],
  // Both are 26100.6905: one leaves the train, the other keeps it. Only the KB tells them apart (facts: windows-servicing 2.1).
  ['2025-10', 'oobLcu', 'KB5070881', 6905, '2025-10-23'],
  ['2025-10', 'oobHotpatch', 'KB5070893', 6905, '2025-10-24'],
  ['2025-11', 'hotpatch', 'KB5068966', 7092, '2025-11-11'],
  ['2025-11', 'oobHotpatch', 'KB5072753', 7093, '2025-11-20'],
  ['2025-11', 'lcu', 'KB5068861', 7171],
  ['2025-11', 'oobLcu', 'KB5072359', 7178],
  ['2025-12', 'hotpatch', 'KB5072014', 7392, '2025-12-09'],
  ['2025-12', 'lcu', 'KB5072033', 7462],
  ['2026-01', 'baseline', 'KB5073379', 32230, '2026-01-13'],
  ['2026-01', 'oobLcu', 'KB5077793', 32234, '2026-01-17'],
  ['2026-01', 'oobLcu', 'KB5078135', 32236, '2026-01-24'],
  ['2026-02', 'hotpatch', 'KB5075942', 32313, '2026-02-10'],
  ['2026-02', 'lcu', 'KB5075899', 32370],
  ['2026-03', 'hotpatch', 'KB5078736', 32463, '2026-03-10'],
  ['2026-03', 'lcu', 'KB5078740', 32522],
  ['2026-04', 'baseline', 'KB5082063', 32690, '2026-04-14'],
  ['2026-04', 'oobLcu', 'KB5091157', 32698, '2026-04-19'],
  ['2026-04', 'oobHotpatch', 'KB5091470', 32704, '2026-04-19'],
  ['2026-05', 'hotpatch', 'KB5087423', 32772, '2026-05-12'],
  ['2026-05', 'lcu', 'KB5087539', 32860],
  ['2026-06', 'baseline', 'KB5094125', 32995, '2026-06-09'],
  ['2026-07', 'baseline', 'KB5099536', 33158, '2026-07-14'],
  ['2026-08', 'hotpatch', 'KB5120228', 33222, '2026-08-11'],
  ['2026-08', 'lcu', 'KB5120233', 33296],
  ['2026-09', 'baseline', 'KB5122871', 33438, '2026-09-08'],
  ['2026-09', 'oobLcu', 'KB5129235', 33451, '2026-09-14'],
  ['2026-10', 'baseline', null, null, '2026-10-13'],
  ['2026-11', 'hotpatch', null, null, '2026-11-10'],
  ['2026-12', 'hotpatch', null, null, '2026-12-08'],
];

/**
 * Hotpatch exists here for Datacenter: Azure Edition only. The cumulative updates of June, July and September 2026 are not listed: the
 * sources do not say whether they were baselines, and a machine on an unlisted build is unknown, never ready.
 */
const server2022: readonly Row[] = [
  ['2025-01', 'baseline', 'KB5049983', 3091],
  ['2025-02', 'hotpatch', 'KB5052106', 3148],
  ['2025-03', 'hotpatch', 'KB5053638', 3270],
  ['2025-04', 'baseline', 'KB5055526', 3453],
  ['2025-05', 'hotpatch', 'KB5058500', 3630],
  ['2025-06', 'hotpatch', 'KB5060525', 3745],
  ['2025-07', 'baseline', 'KB5062572', 3932],
  ['2025-08', 'hotpatch', 'KB5063812', 3989],
  ['2025-09', 'hotpatch', 'KB5065306', 4106],
  ['2025-10', 'baseline', 'KB5066782', 4294],
  ['2025-10', 'oobHotpatch', 'KB5070892', null],
  ['2025-10', 'oobLcu', 'KB5070884', 4297],
  ['2025-11', 'hotpatch', 'KB5068840', 4346],
  ['2025-12', 'hotpatch', 'KB5071413', 4467],
  ['2026-01', 'baseline', 'KB5073457', 4648],
  ['2026-02', 'hotpatch', 'KB5075943', 4711],
  ['2026-03', 'hotpatch', 'KB5078737', 4830],
  ['2026-04', 'baseline', 'KB5082142', 5020],
  ['2026-04', 'oobHotpatch', 'KB5091576', null, '2026-04-19'],
  ['2026-04', 'oobLcu', 'KB5091575', null, '2026-04-19'],
  ['2026-05', 'hotpatch', 'KB5087424', 5074],
  ['2026-08', 'hotpatch', 'KB5120229', null],
  ['2026-08', 'lcu', 'KB5120242', 5499],
  ['2026-09', 'oobLcu', 'KB5129237', 5631],
];

const server2019: readonly Row[] = [
  ['2026-05', 'lcu', 'KB5087538', 8755],
  ['2026-08', 'lcu', 'KB5120238', 9121],
  ['2026-09', 'lcu', 'KB5122876', 9245],
  ['2026-09', 'oobLcu', 'KB5129238', 9247],
];

function rowsOf(product: ProductName, rows: readonly Row[]): LineageRow[] {
  return rows.map(([month, kind, kb, ubr, date = null]) => ({ product, month, kind, kb, ubr, date }));
}

/** All shipped rows, oldest first within a product. */
export const lineageRows: readonly LineageRow[] = [
  ...rowsOf('windows-server-2025', server2025),
  ...rowsOf('windows-server-2022', server2022),
  ...rowsOf('windows-server-2019', server2019),
];
