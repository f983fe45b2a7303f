/** A second small domain: subscriptions whose rows record a state, and invoices of customers. */
export const subscriptionsYaml = `datasets:
  - id: subscriptions
    label: Subscriptions
    time: changed
    columns:
      changed: { type: datetime, nullable: false }
      account: { type: string }
      product: { type: string, nullable: false }
      amount: { type: decimal }
      seats: { type: integer }
      plan: { type: string }
      active: { type: boolean }
    dimensions: [plan, product]
  - id: invoices
    label: Invoices
    time: issued
    columns:
      issued: { type: datetime, nullable: false }
      customer: { type: string }
      total: { type: decimal }
      kept: { type: boolean, nullable: false }
      plan: { type: string }
    dimensions: [plan]
metrics:
  - { id: arr, label: ARR, kind: snapshot, dataset: subscriptions, entity: [account, product], expression: amount, where: active, carry_forward: 40 days, unit: usd }
  - { id: arr_recorded, label: Recorded ARR, kind: snapshot, dataset: subscriptions, entity: [account, product], expression: amount, where: active, unit: usd }
  - { id: accounts_active, label: Active accounts, kind: snapshot, dataset: subscriptions, entity: account, where: active, carry_forward: 3 months, unit: count }
  - { id: seats_at_start, label: Seats at the start, kind: snapshot, dataset: subscriptions, entity: account, state: first, expression: seats, carry_forward: 40 days }
  - { id: seats_first, label: Seats first recorded, kind: snapshot, dataset: subscriptions, entity: account, state: first, expression: seats }
  - { id: seats_mean, label: Mean seats, kind: snapshot, dataset: subscriptions, entity: account, state: average, expression: seats, where: active, carry_forward: 40 days }
  - { id: seats_per_account, label: Seats per account, kind: snapshot, dataset: subscriptions, entity: account, expression: seats, aggregation: average }
  - { id: largest_account, label: Largest account, kind: snapshot, dataset: subscriptions, entity: account, expression: seats, aggregation: max }
  - { id: smallest_account, label: Smallest account, kind: snapshot, dataset: subscriptions, entity: account, expression: seats, aggregation: min }
  - { id: arr_growth, label: Growth of ARR, kind: derived, expression: arr - before, inputs: { before: { metric: arr, offset: previous_year } } }
  - { id: logo_retention, label: Logo retention, kind: retention, dataset: invoices, entity: customer, where: kept, unit: percent }
  - { id: logo_churn, label: Logo churn, kind: retention, dataset: invoices, entity: customer, where: kept, measure: churn, unit: percent }
  - { id: net_revenue, label: Net revenue, kind: retention, dataset: invoices, entity: customer, where: kept, measure: net_revenue, amount: total, unit: percent }
  - { id: gross_revenue, label: Gross revenue, kind: retention, dataset: invoices, entity: customer, where: kept, measure: gross_revenue, amount: total, unit: percent }
  - { id: expansion, label: Expansion, kind: retention, dataset: invoices, entity: customer, where: kept, measure: expansion, amount: total, unit: percent }
  - { id: contraction, label: Contraction, kind: retention, dataset: invoices, entity: customer, where: kept, measure: contraction, amount: total, unit: percent }
  - { id: churned_revenue, label: Churned revenue, kind: retention, dataset: invoices, entity: customer, where: kept, measure: churned_revenue, amount: total, unit: percent }
  - { id: new_retention_2, label: Retention of new customers after two months, kind: retention, dataset: invoices, entity: customer, where: kept, cohort: first, after: 2 months, unit: percent }
  - { id: net_revenue_year, label: Net revenue over a year, kind: retention, dataset: invoices, entity: [customer, plan], where: kept, amount: total, measure: net_revenue, after: 1 year, unit: percent }
`;
