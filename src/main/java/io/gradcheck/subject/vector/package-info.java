/**
 * Subjects as optimisers and solvers have them: value and gradient from one call, functions of vectors with Jacobians and
 * Hessians, dense, sparse or as products with vectors, and those of commons-math3.
 */
@NullMarked
package io.gradcheck.subject.vector;

import org.jspecify.annotations.NullMarked;
