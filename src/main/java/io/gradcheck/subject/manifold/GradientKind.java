package io.gradcheck.subject.manifold;

/** What a gradient of a function on a manifold is meant to be. */
public enum GradientKind {
    /**
     * The gradient {@code g} of the function as if its variable could be anything, by all entries: what backpropagation
     * gives. Only its part along the tangents can be checked, since the function says nothing beyond the manifold.
     */
    AMBIENT,

    /**
     * The gradient {@code P(x) g} along the manifold, with {@code P(x)} the orthogonal projection onto the tangents at
     * {@code x}: what an optimiser on the manifold steps by. It has to lie among the tangents; a component normal to the
     * manifold is wrong.
     */
    RIEMANNIAN
}
