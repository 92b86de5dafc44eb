package io.aureus.dashboard;

import java.util.List;

/**
 * One payout's story. Public because templates read it.
 *
 * @param look the colour of its status
 * @param hold why it is held; empty where it is not
 * @param mayDecide whether it is held, so that somebody may let it go
 * @param mayCancel whether it is not signed yet
 * @param needsCode whether the person has an authenticator app
 */
public record PayoutPage(
    Shell shell,
    String id,
    String kind,
    String status,
    String look,
    String words,
    String hold,
    List<OrderPage.Fact> facts,
    String orderId,
    List<OrderPage.StoryLine> story,
    List<OrderPage.DeliveryLine> deliveries,
    boolean mayDecide,
    boolean mayCancel,
    boolean needsCode) {}
