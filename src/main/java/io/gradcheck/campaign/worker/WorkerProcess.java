package io.gradcheck.campaign.worker;

import io.gradcheck.campaign.worker.Wire.Word;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A worker as its parent sees it: a JVM that takes one task after the other. */
final class WorkerProcess implements AutoCloseable {

    /** The name of the socket in the worker's folder; short, as their paths have to be. */
    static final String SOCKET = "s";

    // Some systems take 104 bytes; the folder's own name and the socket's are 31 of them.
    private static final int LONGEST_PARENT = 70;
    private static final Path SHORT_PARENT = Path.of("/tmp");

    private static final int POLL_MILLIS = 5;
    private static final long SECONDS_TO_END = 2;
    private static final int BLOCK = 8192;

    private final Process process;
    private final Path folder;
    private final Path errorFile;
    private final Journal journal;
    private @Nullable SocketChannel channel;
    private @Nullable DataInputStream in;
    private Wire.@Nullable Speaker out;
    private volatile long heard = System.nanoTime();
    private volatile boolean working;
    private volatile boolean silent;
    private boolean ready;
    private boolean spent;

    private WorkerProcess(Process process, Path folder, Path errorFile, Journal journal) {
        this.process = process;
        this.folder = folder;
        this.errorFile = errorFile;
        this.journal = journal;
    }

    /**
     * Starts a worker and waits until it is there. What its code prints is printed here.
     *
     * @throws IOException if it cannot be started
     */
    static WorkerProcess start(WorkerJvm jvm) throws IOException {
        Path folder = folder(Path.of(System.getProperty("java.io.tmpdir")));
        Path socket = folder.resolve(SOCKET);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            server.configureBlocking(false);
            Path errorFile = folder.resolve("hs_err.log");
            Journal journal = Journal.made(folder);
            WorkerProcess worker =
                    new WorkerProcess(jvm.command(folder, errorFile).start(), folder, errorFile, journal);
            print(worker.process.getInputStream(), System.out);
            print(worker.process.getErrorStream(), System.err);
            worker.meet(server);
            return worker;
        }
    }

    /** A new folder among temporary files; elsewhere, where its path would be too long for a socket in it, as clusters have them. */
    static Path folder(Path parent) throws IOException {
        boolean fits = parent.toString().length() <= LONGEST_PARENT || !Files.isWritable(SHORT_PARENT);
        return Files.createTempDirectory(fits ? parent : SHORT_PARENT, "gradcheck");
    }

    private void meet(ServerSocketChannel server) throws IOException {
        SocketChannel met = server.accept();
        while (met == null && process.isAlive()) {
            try {
                process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException stop) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                return;
            }
            met = server.accept();
        }
        if (met != null) {
            met.configureBlocking(true);
            channel = met;
            in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(met)));
            out = new Wire.Speaker(met);
        }
    }

    private static void print(InputStream from, PrintStream to) {
        Thread printer = new Thread(
                () -> {
                    byte[] block = new byte[BLOCK];
                    try (from) {
                        for (int count = from.read(block); count >= 0; count = from.read(block)) {
                            to.write(block, 0, count);
                            to.flush();
                        }
                    } catch (IOException ended) {
                        // so did what it prints
                    }
                },
                "gradcheck-output");
        printer.setDaemon(true);
        printer.start();
    }

    /** Does a task; gives how the worker ended, if it did before it had answered. */
    @Nullable
    Death perform(Task task) {
        journal.clear();
        heard = System.nanoTime();
        working = true;
        try {
            if (in == null || out == null) {
                return death();
            }
            out.say(Wire.TASK, task.request());
            while (true) {
                Word word = Wire.hear(in);
                heard = System.nanoTime();
                switch (word.kind()) {
                    case Wire.READY -> ready = true;
                    case Wire.NEWS -> task.news(word.body());
                    case Wire.ANSWER, Wire.LAST_ANSWER -> {
                        spent = word.kind() == Wire.LAST_ANSWER;
                        task.answered(word.body());
                        return null;
                    }
                    default -> {} // a sign of life
                }
            }
        } catch (IOException ended) {
            return death();
        } finally {
            working = false;
        }
    }

    private Death death() {
        spent = true;
        int code = ended();
        String frame = WorkerJvm.crashedIn(errorFile).orElse("");
        return new Death(journal.begun(), code, silent, frame);
    }

    /** The exit code, of a JVM that is killed if it has not ended soon. */
    private int ended() {
        boolean interrupted = false;
        int code = -1;
        while (code < 0) {
            try {
                if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
                code = process.waitFor();
            } catch (InterruptedException later) {
                interrupted = true;
                process.destroyForcibly();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return code;
    }

    /** Whether it has ever said that it is ready. */
    boolean wasReady() {
        return ready;
    }

    /** Whether it takes no further task. */
    boolean isSpent() {
        return spent;
    }

    /** Asks it to answer with what it has. */
    void stop() {
        try {
            if (out != null) {
                out.say(Wire.STOP, "");
            }
        } catch (IOException gone) {
            // its death is seen by who waits for the answer
        }
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Kills it if it is at work and has not been heard for so many nanoseconds. */
    void killIfSilent(long nanos) {
        if (working && System.nanoTime() - heard > nanos) {
            silent = true;
            process.destroyForcibly();
        }
    }

    /** Ends it: one that works ends at once, as its parent is gone. */
    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
            ended();
            Files.deleteIfExists(folder.resolve(SOCKET));
            Journal.delete(folder);
            if (!Files.exists(errorFile)) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException stays) {
            // in the directory of temporary files
        }
    }
}
