WITH
scan0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    _j0_c0 AS _d0,
    _j1_c0 AS _d1,
    count() AS _s0
  FROM dataset_bags
  ANY LEFT JOIN (SELECT `number` AS _j0_k0, argMax(tuple(toNullable(`segment`), toNullable(`programme`), toNullable(`region`)), (_sequence, _at)).1 AS _j0_c0, argMax(tuple(toNullable(`segment`), toNullable(`programme`), toNullable(`region`)), (_sequence, _at)).2 AS _j0_c1, argMax(tuple(toNullable(`segment`), toNullable(`programme`), toNullable(`region`)), (_sequence, _at)).3 AS _j0_c2 FROM dataset_members GROUP BY _j0_k0) AS _j0 ON `member` = _j0_k0
  ANY LEFT JOIN (SELECT `code` AS _j1_k0, `region` AS _j1_k1, argMax(tuple(toNullable(`tier`)), (_sequence, _at)).1 AS _j1_c0 FROM dataset_programmes GROUP BY _j1_k0, _j1_k1) AS _j1 ON _j0_c1 = _j1_k0 AND _j0_c2 = _j1_k1
  WHERE _at >= fromUnixTimestamp64Milli({from:Int64}) AND _at < fromUnixTimestamp64Milli({to:Int64})
  GROUP BY _period, _d0, _d1
),
level0 AS (
  SELECT
    _period,
    toString(_d0) AS _d0,
    toString(_d1) AS _d1,
    toFloat64(_s0) AS m0_value,
    _s0 AS m0_sample
  FROM scan0
),
weighed AS (
  SELECT *, sum(m0_sample) OVER (PARTITION BY _d0, _d1) AS _rows
  FROM level0
),
ranked AS (
  SELECT *, dense_rank() OVER (ORDER BY _rows DESC, _d0, _d1) AS _rank
  FROM weighed
  WHERE _rows > 0
),
shown AS (
  SELECT *
  FROM (SELECT *, max(_rank) OVER () AS _slices FROM ranked)
  WHERE _rank <= {slices:UInt32}
)
SELECT
  _period AS period,
  _d0 AS slice0,
  _d1 AS slice1,
  _slices AS slices,
  m0_value,
  m0_sample
FROM shown
ORDER BY _rank, period

-- {"starts":[983422800000,986101200000],"from":983422800000,"to":988689600000,"slices":20}
