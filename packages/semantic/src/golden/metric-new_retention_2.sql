WITH
pieces0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts_0:Array(Int64)}) AS _piece,
    `customer` AS _e0,
    countState() AS _a0
  FROM dataset_invoices
  WHERE _at >= fromUnixTimestamp64Milli({from_0:Int64}) AND _at < fromUnixTimestamp64Milli({to_0:Int64})
    AND `kept`
    AND `customer` IS NOT NULL
  GROUP BY _piece, _e0
),
runs0 AS (
  SELECT
    _run.1 AS _frame,
    _run.2 AS _period,
    arrayJoin(arraySlice({starts_0:Array(Int64)}, _run.3, _run.4)) AS _piece
  FROM (SELECT arrayJoin(arrayZip({frames_0:Array(UInt16)}, {spans_0:Array(Int64)}, {firsts_0:Array(UInt32)}, {counts_0:Array(UInt32)})) AS _run)
),
entities0 AS (
  SELECT
    _period,
    _e0,
    countMergeIf(_a0, _frame = 1) AS _p0,
    countMergeIf(_a0, _frame = 2) AS _p1,
    countMergeIf(_a0, _frame = 0) AS _p2
  FROM pieces0 INNER JOIN runs0 USING (_piece)
  GROUP BY _period, _e0
),
scan0 AS (
  SELECT
    _period,
    countIf((_p0 > {p0:Int64}) AND (_p1 = {p0:Int64})) AS _s0,
    countIf((_p0 > {p0:Int64}) AND (_p1 = {p0:Int64}) AND (_p2 > {p0:Int64})) AS _s1
  FROM entities0
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

-- {"starts_0":[-2208988800000,978325200000,981003600000,983422800000,986101200000],"from_0":-2208988800000,"to_0":988689600000,"p0":0,"frames_0":[0,0,1,1,2,2],"spans_0":[983422800000,986101200000,983422800000,986101200000,983422800000,986101200000],"firsts_0":[4,5,2,3,1,1],"counts_0":[1,1,1,1,1,2]}
