/** Objectives of gradient boosting: a loss, its gradient and the diagonal of its Hessian by the predictions. */
@NullMarked
package io.gradcheck.subject.boosting;

import org.jspecify.annotations.NullMarked;
