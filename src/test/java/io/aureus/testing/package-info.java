/** What tests of several rooms share: a database, clocks, real nodes. No mock of our own code. */
@org.jspecify.annotations.NullMarked
package io.aureus.testing;
