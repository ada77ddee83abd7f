/**
 * Checks inside running code: wrappers that pass calls through and check the gradient at some of the points that a program
 * comes by.
 */
@NullMarked
package io.gradcheck.running;

import org.jspecify.annotations.NullMarked;
