/**
 * Subjects as optimisers and solvers have them: functions of vectors with Jacobians, Hessians, or products with these, and
 * those of commons-math3.
 */
@NullMarked
package io.gradcheck.subject.vector;

import org.jspecify.annotations.NullMarked;
