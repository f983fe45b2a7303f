WITH
events0 AS (
  SELECT
    0 AS _side,
    _at AS _when,
    `visitor` AS _e0,
    (_sequence, cityHash64(tuple(`visited`, `visitor`, `route`, `channel`, `pages`))) AS _order
  FROM dataset_visits
  WHERE _at >= fromUnixTimestamp64Milli({from_0:Int64}) AND _at < fromUnixTimestamp64Milli({to_0:Int64})
    AND (`pages` = {p1:Int64})
    AND `visitor` IS NOT NULL
  UNION ALL
  SELECT
    1 AS _side,
    _at AS _when,
    `visitor` AS _e0,
    (toUInt64(0), toUInt64(0)) AS _order
  FROM dataset_visits
  WHERE _at >= fromUnixTimestamp64Milli({from_0:Int64}) AND _at < fromUnixTimestamp64Milli({to_0:Int64})
    AND (`pages` > {p1:Int64})
    AND `visitor` IS NOT NULL
),
bases0 AS (
  SELECT
    _e0,
    assumeNotNull(_base) AS _at,
    countIf(_side = 1 AND _when < addDays(toTimeZone(assumeNotNull(_base), {p2:String}), {days_0:UInt16})) AS _conversions,
    minIf(toNullable(toUnixTimestamp64Milli(_when) - toUnixTimestamp64Milli(_base)), _side = 1 AND _when < addDays(toTimeZone(assumeNotNull(_base), {p2:String}), {days_0:UInt16})) AS _wait
  FROM (SELECT *, maxIf(toNullable(_when), _side = 0) OVER (PARTITION BY _e0 ORDER BY _when, _side ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS _base FROM events0)
  WHERE _base IS NOT NULL
  GROUP BY _e0, _base
),
pieces0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts_0:Array(Int64)}) AS _piece,
    countState() AS _a0,
    countStateIf((_conversions > {p0:Int64})) AS _a1
  FROM bases0
  GROUP BY _piece
),
runs0 AS (
  SELECT
    _run.1 AS _frame,
    _run.2 AS _period,
    arrayJoin(arraySlice({starts_0:Array(Int64)}, _run.3, _run.4)) AS _piece
  FROM (SELECT arrayJoin(arrayZip({frames_0:Array(UInt16)}, {spans_0:Array(Int64)}, {firsts_0:Array(UInt32)}, {counts_0:Array(UInt32)})) AS _run)
),
scan0 AS (
  SELECT
    _period,
    countMergeIf(_a0, _frame = 0) AS _s0,
    countMergeIf(_a1, _frame = 0) AS _s1
  FROM pieces0 INNER JOIN runs0 USING (_piece)
  GROUP BY _period
)
SELECT
  _period AS period,
  if(isFinite(toFloat64(_s1) / nullIf(toFloat64(_s0), 0)), toFloat64(_s1) / nullIf(toFloat64(_s0), 0), NULL) AS m0_value,
  toFloat64(_s1) AS m0_numerator,
  toFloat64(_s0) AS m0_denominator,
  _s0 AS m0_sample
FROM scan0
ORDER BY period

-- {"starts_0":[983422800000,986101200000,986184000000,988689600000],"p0":0,"from_0":983422800000,"to_0":988776000000,"p1":1,"p2":"America/New_York","days_0":1,"frames_0":[0,0,1,1],"spans_0":[983422800000,986101200000,983422800000,986101200000],"firsts_0":[1,2,1,2],"counts_0":[1,2,2,3]}
