package io.gradcheck.campaign.worker;

import io.gradcheck.campaign.worker.Wire.Word;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A worker's own end of the line to its parent. It says at once which case it begins, so that the parent knows of it whatever becomes
 * of this JVM; and this JVM ends when its parent is gone.
 */
public final class WorkerEnd {

    private static final int PARENT_IS_GONE = 3;
    private static final long MILLIS_OF_BEAT = 1_000;
    private static final long SECONDS_TO_ANSWER = 4;

    private final DataInputStream in;
    private final Wire.Speaker out;
    private final Journal journal;
    private final BlockingQueue<Word> toSay = new LinkedBlockingQueue<>();
    private final Thread serving = Thread.currentThread();
    private final BlockingQueue<String> tasks = new LinkedBlockingQueue<>();
    private volatile boolean ending;
    private volatile boolean atWork;

    /** What a worker does with a task. */
    public interface Server {

        /**
         * Does a task.
         *
         * @param request what to do
         * @param end where it tells of the cases it begins, and of what must not wait
         * @return the answer
         */
        Answer serve(String request, WorkerEnd end);
    }

    /**
     * An answer.
     *
     * @param bytes what it is
     * @param last whether this JVM is to take no further task, since a thread was left behind in it
     */
    public record Answer(byte[] bytes, boolean last) {}

    private WorkerEnd(Path folder) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve(WorkerProcess.SOCKET)));
        in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        out = new Wire.Speaker(channel);
        journal = Journal.opened(folder);
    }

    /** {@return whether this JVM was started as a worker} */
    public static boolean isWorker() {
        return System.getenv(WorkerJvm.FOLDER) != null;
    }

    /**
     * Serves the parent until it has no more to do, which ends this JVM.
     *
     * @param server does the tasks
     * @throws IllegalStateException if this JVM was not started as a worker
     * @throws UncheckedIOException if there is no way to speak with the parent
     */
    public static void serve(Server server) {
        String folder = System.getenv(WorkerJvm.FOLDER);
        if (folder == null) {
            throw new IllegalStateException("found no parent, wanted to be started by a campaign as its worker");
        }
        System.setIn(InputStream.nullInputStream());
        try {
            new WorkerEnd(Path.of(folder)).run(server);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Server server) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endEarly, "gradcheck-end"));
        start(this::listen, "gradcheck-parent");
        start(this::speak, "gradcheck-words");
        say(Wire.READY, new byte[0]);
        while (true) {
            String request = tasks.take();
            atWork = true;
            Answer answer = server.serve(request, this);
            atWork = false;
            boolean unused = Thread.interrupted();
            say(answer.last() || ending ? Wire.LAST_ANSWER : Wire.ANSWER, answer.bytes());
        }
    }

    private static void start(Runnable what, String name) {
        Thread thread = new Thread(what, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        try {
            while (true) {
                Word word = Wire.hear(in);
                if (word.kind() == Wire.TASK) {
                    tasks.add(word.text());
                } else if (word.kind() == Wire.STOP && atWork) {
                    serving.interrupt();
                }
            }
        } catch (IOException parentIsGone) {
            Runtime.getRuntime().halt(PARENT_IS_GONE);
        }
    }

    /** Says all words on a thread that nobody interrupts, and each second that this JVM is alive. */
    private void speak() {
        try {
            while (true) {
                Word word = toSay.poll(MILLIS_OF_BEAT, TimeUnit.MILLISECONDS);
                out.say(word == null ? Wire.BEAT : word.kind(), word == null ? new byte[0] : word.body());
                if (word != null && word.kind() == Wire.LAST_ANSWER) {
                    Runtime.getRuntime().halt(0);
                }
            }
        } catch (IOException parentIsGone) {
            Runtime.getRuntime().halt(PARENT_IS_GONE);
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    /** Code under test, or a signal, ends this JVM: what there is, is answered before, which ends it. */
    private void endEarly() {
        ending = true;
        if (!atWork) {
            return;
        }
        serving.interrupt();
        try {
            boolean unused = new CountDownLatch(1).await(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
        } catch (InterruptedException notWaiting) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Notes that a case begins, where the parent finds it whatever becomes of this JVM.
     *
     * @param index its index
     */
    public void begun(long index) {
        journal.begin(index);
    }

    /**
     * Tells the parent what must not wait for the answer.
     *
     * @param news the bytes
     */
    public void news(byte[] news) {
        say(Wire.NEWS, news);
    }

    private void say(int kind, byte[] body) {
        toSay.add(new Word(kind, body));
    }
}
