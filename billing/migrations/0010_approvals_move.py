"""Steps of approval move into the approvals app, with their history."""

from django.db import migrations

# A round of steps becomes a request: asked when the invoice was submitted for the n-th time.
_REQUESTS = """
INSERT INTO approvals_request
  (record_type, record_id, title, round, policy_id, state, amount, facts, why, note, asked_by_id, asked_at,
   decided_at, held_at, held_by_id, held_why, problem)
SELECT 'invoice', invoice.id, left(invoice.number || ' (' || firm.name || ')', 200), step.round, NULL,
       CASE WHEN bool_or(step.state = 'pending') THEN 'open'
            WHEN bool_or(step.state = 'rejected') THEN 'rejected'
            WHEN bool_or(step.state = 'sent_back') THEN 'sent_back'
            WHEN bool_and(step.state = 'approved') THEN 'approved'
            ELSE 'recalled' END,
       round((invoice.billed_total - invoice.reduction_net - invoice.reduction_tax) * invoice.base_rate, 2),
       '{}', '', '', passage.actor_id, coalesce(passage.occurred_at, invoice.received_at),
       CASE WHEN bool_or(step.state = 'pending') THEN NULL
            ELSE coalesce(max(step.decided_at), passage.occurred_at, invoice.received_at) END,
       NULL, NULL, '', ''
FROM billing_approvalstep step
JOIN billing_invoice invoice ON invoice.id = step.invoice_id
JOIN vendors_firm firm ON firm.id = invoice.firm_id
LEFT JOIN (
    SELECT invoice_id, actor_id, occurred_at, row_number() OVER (PARTITION BY invoice_id ORDER BY id) AS nth
    FROM billing_invoicetransition WHERE name = 'submit_for_approval'
) passage ON passage.invoice_id = invoice.id AND passage.nth = step.round
GROUP BY invoice.id, firm.name, step.round, passage.actor_id, passage.occurred_at
ORDER BY invoice.id, step.round
"""
_STEPS = """
INSERT INTO approvals_step (request_id, position, label, mode, needed, rule)
SELECT request.id, step.position, 'Step ' || step.position, 'one', 1, NULL
FROM billing_approvalstep step
JOIN approvals_request request ON request.record_type = 'invoice' AND request.record_id = step.invoice_id
  AND request.round = step.round
ORDER BY step.id
"""
# The first step was asked when the round began, each other one when the one before it was decided.
_ASKS = """
INSERT INTO approvals_ask
  (request_id, step_id, person_id, why, state, asked_at, due_at, escalates_at, decided_by_id, decided_at,
   reason, authority, replaces_id, reminded_at)
SELECT request.id, moved.id, step.approver_id, step.why, step.state,
       CASE WHEN step.position = 1 THEN request.asked_at
            WHEN step.state IN ('waiting', 'cancelled') AND step.decided_at IS NULL THEN NULL
            ELSE before.decided_at END,
       NULL, NULL, step.decided_by_id, step.decided_at, step.comment, NULL, NULL, NULL
FROM billing_approvalstep step
JOIN approvals_request request ON request.record_type = 'invoice' AND request.record_id = step.invoice_id
  AND request.round = step.round
JOIN approvals_step moved ON moved.request_id = request.id AND moved.position = step.position
LEFT JOIN billing_approvalstep before ON before.invoice_id = step.invoice_id AND before.round = step.round
  AND before.position = step.position - 1
ORDER BY step.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("approvals", "0001_initial"),
        ("billing", "0009_credit_notes"),
    ]

    operations = [
        migrations.RunSQL([_REQUESTS, _STEPS, _ASKS], migrations.RunSQL.noop),
        migrations.RunSQL(
            "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED", migrations.RunSQL.noop
        ),
        migrations.DeleteModel(name="ApprovalStep"),
    ]
