package io.gradcheck.result;

/** How a test ended, from best to worst; of one that has several parts, the worst of them. */
public enum Status {
    /** It passed. */
    SUCCESSFUL,

    /** It was aborted, as where nothing could be said of a gradient. */
    ABORTED,

    /** It failed, for whatever cause. */
    FAILED
}
