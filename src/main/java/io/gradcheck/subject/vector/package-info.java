/**
 * Subjects as optimisers and solvers have them: value and gradient from one call, sparse Jacobians, Hessians as matrices
 * and as diagonals.
 */
@NullMarked
package io.gradcheck.subject.vector;

import org.jspecify.annotations.NullMarked;
