package io.aureus.dashboard;

import java.util.List;

/** Payouts that are held, and why. Public because templates read it. */
public record ApprovalsPage(Shell shell, List<PayoutsPage.Row> rows) {}
