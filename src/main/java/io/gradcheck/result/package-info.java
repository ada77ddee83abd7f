/**
 * What was checked, as records and JSON: a recorder hears of the checks and writes, for each test class, what its tests
 * checked and what was found.
 *
 * <p>It knows no test engine; adapters tell it which test runs on which thread.
 */
@NullMarked
package io.gradcheck.result;

import org.jspecify.annotations.NullMarked;
