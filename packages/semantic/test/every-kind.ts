import type { Catalog } from "@sextant/model/definition/catalog";
import { airlineYaml, soundCatalog } from "./airline.ts";
import { enteredYaml } from "./entered.ts";
import { subscriptionsYaml } from "./subscriptions.ts";

/** Metrics over the airline that look at other stretches of time than the period. */
const overTimeYaml = `metrics:
  - { id: miles_28_days, label: Miles of the last 28 days, kind: cumulative, metric: miles, window: 28 days, unit: miles }
  - { id: on_time_quarter, label: On-time rate of the quarter, kind: cumulative, metric: on_time_rate, to_date: quarter, unit: percent }
  - { id: routes_12_weeks, label: Routes of the last 12 weeks, kind: cumulative, metric: routes, window: 12 weeks }
  - id: miles_growth
    label: Growth of miles
    kind: derived
    expression: (miles - last_year) / last_year
    inputs: { last_year: { metric: miles, offset: previous_year } }
  - id: miles_28_change
    label: Change of the last 28 days against 52 weeks ago
    kind: derived
    expression: miles_28_days - before
    inputs: { before: { metric: miles_28_days, offset: 52 weeks } }
  - { id: miles_then, label: Miles 52 weeks ago, kind: derived, expression: earlier, inputs: { earlier: { metric: miles, offset: 52 weeks } } }
  - { id: miles_then_28_days, label: Miles 52 weeks ago over 28 days, kind: cumulative, metric: miles_then, window: 28 days }
  - { id: previous_delay, label: Mean delay of the period before, kind: derived, expression: before, inputs: { before: { metric: mean_delay, offset: previous_period } } }
`;

/** Metrics that are asked for approximately. */
const approximateYaml = `metrics:
  - { id: about_airports, label: About how many airports, kind: simple, dataset: flights, aggregation: count_distinct, expression: [origin, destination], approximate: true }
  - { id: about_delay, label: About the 90th percentile of delay, kind: simple, dataset: flights, aggregation: percentile, percentile: 0.9, expression: delay, unit: minutes, approximate: true }
  - { id: about_median_28, label: About the median of 28 days, kind: cumulative, metric: about_median, window: 28 days }
  - { id: about_median, label: About the median distance, kind: simple, dataset: flights, aggregation: median, expression: distance, approximate: true }
`;

/** What passengers look at and then buy, and what they answer afterwards. */
const passengersYaml = `datasets:
  - id: visits
    label: Visits
    time: visited
    columns:
      visited: { type: datetime, nullable: false }
      visitor: { type: string }
      route: { type: string }
      channel: { type: string }
      pages: { type: integer }
    dimensions: [channel, route]
  - id: tickets
    label: Tickets
    time: bought
    columns:
      bought: { type: datetime, nullable: false }
      passenger: { type: string }
      route: { type: string }
      price: { type: decimal }
      refunded: { type: boolean, nullable: false }
    dimensions: [route]
  - id: answers
    label: Answers
    time: answered
    columns:
      answered: { type: datetime, nullable: false }
      recommends: { type: number }
      satisfied: { type: integer }
      channel: { type: string }
    dimensions: [channel]
  - id: invitations
    label: Invitations
    time: sent
    columns:
      sent: { type: datetime, nullable: false }
      channel: { type: string }
    dimensions: [channel]
metrics:
  - id: visit_to_ticket
    label: Visits that lead to a ticket
    kind: conversion
    unit: percent
    base: { dataset: visits, where: pages > 1 }
    conversion: { dataset: tickets, where: not refunded }
    entity: { base: visitor, conversion: passenger }
    window: 7 days
  - id: tickets_from_visits
    label: Tickets after visits
    kind: conversion
    unit: count
    base: { dataset: visits, where: pages > 1 }
    conversion: { dataset: tickets, where: not refunded }
    entity: { base: visitor, conversion: passenger }
    window: 7 days
    measure: conversions
  - id: hours_to_ticket
    label: Hours to a ticket
    kind: conversion
    unit: hours
    base: { dataset: visits, where: pages > 1 }
    conversion: { dataset: tickets, where: not refunded }
    entity: { base: visitor, conversion: passenger }
    window: 7 days
    measure: time_to_convert
  - id: days_to_ticket
    label: Mean days to a ticket
    kind: conversion
    unit: days
    base: { dataset: visits, where: pages > 1 }
    conversion: { dataset: tickets, where: not refunded }
    entity: { base: visitor, conversion: passenger }
    window: 7 days
    measure: time_to_convert
    aggregation: average
  - id: route_to_ticket
    label: Visits that lead to a ticket of their route
    kind: conversion
    unit: percent
    base: { dataset: visits, where: pages > 1 }
    conversion: { dataset: tickets, where: not refunded }
    entity: { base: visitor, conversion: passenger }
    window: 2 weeks
    constant: [route]
  - { id: visit_to_ticket_28, label: Visits of 28 days that lead to a ticket, kind: cumulative, metric: visit_to_ticket, window: 28 days, unit: percent }
  - id: return_visits
    label: Visits followed by one of more pages
    kind: conversion
    base: { dataset: visits, where: pages = 1 }
    conversion: { dataset: visits, where: pages > 1 }
    entity: visitor
    window: 1 day
  - { id: nps, label: Net Promoter Score, kind: survey, dataset: answers, score: recommends, instrument: nps }
  - { id: promoters, label: Promoters, kind: survey, dataset: answers, score: recommends, instrument: nps, measure: promoters, unit: count }
  - { id: passives, label: Passives, kind: survey, dataset: answers, score: recommends, instrument: nps, measure: passives, unit: count }
  - { id: detractors, label: Detractors, kind: survey, dataset: answers, score: recommends, instrument: nps, measure: detractors, unit: count }
  - { id: csat, label: Satisfied passengers, kind: survey, dataset: answers, score: satisfied, instrument: csat, unit: percent, where: channel <> 'lounge' }
  - { id: ease, label: Ease, kind: survey, dataset: answers, score: satisfied, instrument: likert, scale: { min: 1, max: 7 } }
  - { id: responses, label: Responses, kind: survey, dataset: answers, score: recommends, instrument: nps, measure: responses, unit: count }
  - { id: invited, label: Invited passengers, kind: simple, dataset: invitations, aggregation: count, unit: count }
  - { id: response_rate, label: Response rate, kind: survey, dataset: answers, score: recommends, instrument: nps, measure: response_rate, invited: invited, unit: percent }
`;

/** Bags, whose rows name a passenger who names a programme. */
const bagsYaml = `datasets:
  - id: programmes
    label: Programmes
    time: since
    key: [code, region]
    columns:
      since: { type: date }
      code: { type: string }
      region: { type: string }
      tier: { type: string }
      fee: { type: decimal }
  - id: members
    label: Members
    time: joined
    key: [number]
    joins: { programme: { dataset: programmes, on: { programme: code, region: region } } }
    columns:
      joined: { type: datetime, nullable: false }
      number: { type: integer }
      programme: { type: string }
      region: { type: string }
      segment: { type: string }
      miles: { type: number }
      born: { type: date }
  - id: bags
    label: Bags
    time: checked
    joins: { member: { dataset: members, on: member } }
    columns:
      checked: { type: datetime, nullable: false }
      member: { type: integer }
      weight: { type: number }
    dimensions: [member.segment, member.programme.tier]
metrics:
  - { id: bags_checked, label: Bags, kind: simple, dataset: bags, aggregation: count, unit: count }
  - { id: gold_bags, label: Bags of gold members, kind: simple, dataset: bags, aggregation: count, where: member.programme.tier = 'gold' and weight > 10 }
  - { id: gold_share, label: Share of gold bags, kind: ratio, numerator: { metric: bags_checked, where: member.programme.tier = 'gold' }, denominator: bags_checked, unit: percent }
  - { id: segments, label: Segments with bags, kind: simple, dataset: bags, aggregation: count_distinct, expression: member.segment }
  - { id: fees, label: Fees, kind: simple, dataset: bags, aggregation: sum, expression: member.programme.fee }
  - { id: member_miles, label: Mean miles of a bag's member, kind: simple, dataset: bags, aggregation: average, expression: member.miles }
  - { id: gold_bags_28, label: Bags of gold members in 28 days, kind: cumulative, metric: gold_bags, window: 28 days }
`;

/** The airline with metrics of every kind, and more definitions when given. */
export const everyKind = (...more: string[]): Catalog =>
  soundCatalog([
    { path: "airline.yaml", text: airlineYaml },
    { path: "over-time.yaml", text: overTimeYaml },
    { path: "approximate.yaml", text: approximateYaml },
    { path: "passengers.yaml", text: passengersYaml },
    { path: "bags.yaml", text: bagsYaml },
    { path: "subscriptions.yaml", text: subscriptionsYaml },
    { path: "entered.yaml", text: enteredYaml },
    ...more.map((text, index) => ({ path: `more-${index}.yaml`, text })),
  ]);
