package io.aureus.dashboard;

import java.util.List;

/**
 * Payouts that are held, and why. Public because templates read it.
 *
 * @param total how many there are on all pages
 * @param page from 1 on
 */
public record ApprovalsPage(
    Shell shell, List<PayoutsPage.Row> rows, long total, int page, int pages) {}
