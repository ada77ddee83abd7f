/**
 * From probes to the verdict on some entries of a variable: agreement and doubt, confirmation from closer, points nearby.
 */
@Internal
@NullMarked
package io.gradcheck.check.decision;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
