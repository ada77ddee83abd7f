package io.gradcheck.campaign.worker;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Which case a worker is at: a number in a file that is mapped into the memory of both, so that to write it costs nothing, and the
 * parent reads it whatever has become of the worker.
 */
final class Journal {

    private static final String NAME = "journal";

    private final MappedByteBuffer memory;

    private Journal(MappedByteBuffer memory) {
        this.memory = memory;
    }

    /** Makes the journal of a worker that shares a folder. */
    static Journal made(Path folder) throws IOException {
        Files.write(folder.resolve(NAME), new byte[Long.BYTES]);
        Journal journal = opened(folder);
        journal.clear();
        return journal;
    }

    /** The journal that the parent has made. */
    static Journal opened(Path folder) throws IOException {
        try (FileChannel file =
                FileChannel.open(folder.resolve(NAME), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Journal(file.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
        }
    }

    static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(NAME));
    }

    /** Says that no case has begun. */
    void clear() {
        begin(Death.NONE);
    }

    /** Says that a case begins. */
    void begin(long index) {
        memory.putLong(0, index);
    }

    /** The case that was begun last. */
    long begun() {
        return memory.getLong(0);
    }
}
