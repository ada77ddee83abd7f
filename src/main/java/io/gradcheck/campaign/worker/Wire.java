package io.gradcheck.campaign.worker;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * The words in which a worker and its parent speak: a mark, a kind, a length, and so many bytes. Each word is passed on at once.
 */
final class Wire {

    /** The worker is ready for its first task. */
    static final int READY = 1;

    /** Something that must not wait for the answer. */
    static final int NEWS = 2;

    /** What became of a task. */
    static final int ANSWER = 3;

    /** The same, after which the worker takes no further task. */
    static final int LAST_ANSWER = 4;

    /** The worker is alive. */
    static final int BEAT = 5;

    /** A task for the worker. */
    static final int TASK = 6;

    /** The worker shall answer with what it has. */
    static final int STOP = 7;

    private static final int MARK = 0x67636b31;

    private static final int HEAD = 2 * Integer.BYTES + 1;

    /** More bytes than these are no word. */
    private static final int LONGEST = 1 << 30;

    private Wire() {}

    /** A word: its kind, and what it says. */
    record Word(int kind, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Says one word after the other, of any thread; not to be interrupted, which would close the line. */
    static final class Speaker {

        private final WritableByteChannel out;

        /** To a channel, and not to a stream of it, which would wait for what is heard of the same channel. */
        Speaker(WritableByteChannel out) {
            this.out = out;
        }

        void say(int kind, String text) throws IOException {
            say(kind, text.getBytes(StandardCharsets.UTF_8));
        }

        synchronized void say(int kind, byte[] body) throws IOException {
            ByteBuffer word = ByteBuffer.allocate(HEAD + body.length);
            word.putInt(MARK).put((byte) kind).putInt(body.length).put(body).flip();
            while (word.hasRemaining()) {
                out.write(word);
            }
        }
    }

    /**
     * Hears the next word.
     *
     * @throws EOFException if there is none
     * @throws IOException if what comes is no word, as where a worker's native code prints
     */
    static Word hear(DataInputStream in) throws IOException {
        int mark = in.readInt();
        int kind = in.readUnsignedByte();
        int length = in.readInt();
        if (mark != MARK || length < 0 || length > LONGEST) {
            throw new IOException("found bytes that no worker says");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("a word ends after " + body.length + " of " + length + " bytes");
        }
        return new Word(kind, body);
    }
}
