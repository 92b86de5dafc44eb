package io.aureus.dashboard;

import java.util.List;

/**
 * What was paid out by Lightning, of one merchant, or for the operator of everybody. Public because
 * templates read it.
 *
 * @param newest path of the first page; empty on it
 * @param older path of the next page; empty on the last
 */
public record LightningPaymentsPage(
    Shell shell, List<LightningPage.Payment> rows, String newest, String older) {}
