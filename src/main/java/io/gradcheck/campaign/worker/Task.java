package io.gradcheck.campaign.worker;

/** A piece of work for a worker, and what becomes of its answer. */
public interface Task {

    /** {@return what the worker is told} */
    String request();

    /**
     * Called with what the worker tells before its answer.
     *
     * @param news the bytes
     */
    void news(byte[] news);

    /**
     * Called with the answer.
     *
     * @param answer the bytes
     */
    void answered(byte[] answer);

    /**
     * Called instead, where the worker ended before its answer.
     *
     * @param death how
     */
    void died(Death death);
}
