WITH
pieces0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts_0:Array(Int64)}) AS _piece,
    `account` AS _e0,
    sumStateIf(toInt128(`seats`), `active` AND (`seats` IS NOT NULL)) AS _a0,
    countStateIf(`active` AND (`seats` IS NOT NULL)) AS _a1,
    countState() AS _a2,
    argMaxState(tuple(toNullable(toInt128(`seats`))), (_at, _sequence, cityHash64(tuple(`changed`, `account`, `product`, `amount`, `seats`, `plan`, `active`)))) AS _a3,
    argMaxState(tuple(toNullable(`active`)), (_at, _sequence, cityHash64(tuple(`changed`, `account`, `product`, `amount`, `seats`, `plan`, `active`)))) AS _a4
  FROM dataset_subscriptions
  WHERE _at >= fromUnixTimestamp64Milli({from_0:Int64}) AND _at < fromUnixTimestamp64Milli({to_0:Int64})
    AND `account` IS NOT NULL
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
    if(countIf(_frame = 0) = 0, NULL, sumMergeIf(_a0, _frame = 0)) AS _p0,
    countMergeIf(_a1, _frame = 0) AS _p1,
    countMergeIf(_a2, _frame = 0) AS _p2,
    countMergeIf(_a2, _frame = 1) AS _p3,
    argMaxMergeIf(_a3, _frame = 1).1 AS _p4,
    argMaxMergeIf(_a4, _frame = 1).1 AS _p5
  FROM pieces0 INNER JOIN runs0 USING (_piece)
  GROUP BY _period, _e0
),
scan0 AS (
  SELECT
    _period,
    countIf((_p2 > {p0:Int64} OR _p3 > {p0:Int64})) AS _s0,
    sumIf(multiIf(_p2 > {p0:Int64}, if(isFinite(toFloat64(_p0) / nullIf(toFloat64(_p1), 0)), toFloat64(_p0) / nullIf(toFloat64(_p1), 0), NULL), _p5, toFloat64(_p4), CAST(NULL, 'Nullable(Float64)')), (_p2 > {p0:Int64} OR _p3 > {p0:Int64}) AND (multiIf(_p2 > {p0:Int64}, if(isFinite(toFloat64(_p0) / nullIf(toFloat64(_p1), 0)), toFloat64(_p0) / nullIf(toFloat64(_p1), 0), NULL), _p5, toFloat64(_p4), CAST(NULL, 'Nullable(Float64)')) IS NOT NULL)) AS _s1
  FROM entities0
  GROUP BY _period
)
SELECT
  _period AS period,
  toFloat64(if(_s0 = 0, NULL, ifNull(_s1, 0))) AS m0_value,
  _s0 AS m0_sample
FROM scan0
ORDER BY period

-- {"starts_0":[979966800000,982645200000,983422800000,986101200000],"from_0":979966800000,"to_0":988689600000,"p0":0,"frames_0":[0,0,1,1],"spans_0":[983422800000,986101200000,983422800000,986101200000],"firsts_0":[3,4,1,2],"counts_0":[1,1,2,2]}
