/**
 * What can be checked: a {@link io.gradcheck.subject.Subject} is a differentiable map of named tensors to one tensor,
 * together with the gradient that its author claims for it. Ready subjects adapt functions, objectives, layers and the
 * interfaces of commons-math3.
 */
@NullMarked
package io.gradcheck.subject;

import org.jspecify.annotations.NullMarked;
