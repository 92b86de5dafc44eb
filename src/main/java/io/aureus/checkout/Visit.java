package io.aureus.checkout;

/**
 * What a payer comes to an order's page with.
 *
 * @param token the checkout token, already found to be the order's; empty for none
 */
record Visit(String token, PageLanguage language) {
  Words words() {
    return language.words();
  }
}
