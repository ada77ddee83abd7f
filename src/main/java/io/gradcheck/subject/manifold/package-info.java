/**
 * Subjects on manifolds: a variable that has to stay on a surface, such as a rotation or a distribution, moves along the
 * tangents of that surface. {@link io.gradcheck.subject.manifold.Manifolds} has the usual ones and puts a subject on them;
 * a {@link io.gradcheck.subject.manifold.Manifold} of one's own takes a retraction and a projection onto its tangents.
 */
@NullMarked
package io.gradcheck.subject.manifold;

import org.jspecify.annotations.NullMarked;
