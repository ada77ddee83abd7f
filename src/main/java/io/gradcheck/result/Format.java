package io.gradcheck.result;

import java.util.Map;

/**
 * The version of a recorded file, which is read before anything else of it.
 *
 * @param format the version
 */
record Format(int format) {

    /**
     * Refuses a file of another version.
     *
     * @param json the whole file
     * @param wanted the version that can be read
     * @param name the file's name, for messages
     * @throws IllegalArgumentException if it is of another version, or says none
     */
    static void check(Map<?, ?> json, int wanted, String name) {
        int found = RecordReader.read(json, Format.class, name).format;
        if (found != wanted) {
            throw new IllegalArgumentException(
                    name + ": found format " + found + ", wanted " + wanted + "; use the release that wrote it");
        }
    }
}
