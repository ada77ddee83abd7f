/**
 * Gradient checks as tests of JUnit: an extension and dynamic tests for Jupiter, contracts that layers inherit their tests
 * from, and a listener, for every test engine, that writes what was checked to {@code target/gradcheck}.
 */
@NullMarked
package io.gradcheck.junit;

import org.jspecify.annotations.NullMarked;
