/** Tests of the house itself: its rooms, its rules, its tidiness. */
@org.jspecify.annotations.NullMarked
package io.aureus.architecture;
