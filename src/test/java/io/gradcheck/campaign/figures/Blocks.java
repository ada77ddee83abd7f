package io.gradcheck.campaign.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/**
 * Sums over indices, block by block on several threads; the blocks are added up in their order, so that the number of
 * threads changes nothing.
 *
 * @param threads how many blocks are worked on at a time
 */
record Blocks(int threads) {

    private static final int LENGTH = 100;

    /**
     * Sums over the indices from 0.
     *
     * @param indices how many
     * @param zero makes an empty sum
     * @param add adds what belongs to an index
     * @param merge adds the second sum to the first
     */
    <T> T sum(int indices, Supplier<T> zero, ObjIntConsumer<T> add, BiConsumer<T, T> merge)
            throws InterruptedException {
        List<Callable<T>> blocks = new ArrayList<>();
        for (int from = 0; from < indices; from += LENGTH) {
            int first = from;
            int last = Math.min(from + LENGTH, indices);
            blocks.add(() -> {
                T sum = zero.get();
                for (int index = first; index < last; index++) {
                    add.accept(sum, index);
                }
                return sum;
            });
        }
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            T total = zero.get();
            for (Future<T> block : executor.invokeAll(blocks)) {
                merge.accept(total, block.get());
            }
            return total;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a block ended early", e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }
}
