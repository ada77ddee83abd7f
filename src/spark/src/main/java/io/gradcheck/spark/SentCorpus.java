package io.gradcheck.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The files of a regression corpus on their way to executors.
 *
 * @param id tells corpora of several runs apart
 * @param files their contents by their names
 */
record SentCorpus(String id, TreeMap<String, byte[]> files) implements Serializable {

    private static final ConcurrentMap<String, Path> WRITTEN = new ConcurrentHashMap<>();

    static SentCorpus of(Map<String, byte[]> files) {
        return new SentCorpus(UUID.randomUUID().toString(), new TreeMap<>(files));
    }

    /** A directory of this machine with the files, the same for all shards that an executor checks. */
    Path directory() throws IOException {
        synchronized (WRITTEN) {
            Path written = WRITTEN.get(id);
            if (written == null) {
                written = LocalFiles.temporary(files);
                WRITTEN.put(id, written);
            }
            return written;
        }
    }
}
