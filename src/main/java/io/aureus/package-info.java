/** Aureus, the payment gateway that a merchant runs for themselves. */
@org.jspecify.annotations.NullMarked
package io.aureus;
