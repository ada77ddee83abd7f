package io.gradcheck.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The classes in a directory, told from others by what is in them: no clock has a say in it, and classes that are compiled
 * anew from the same source are the same.
 *
 * @param directory where they are, from the project's directory on if that is possible
 * @param fingerprint a digest of the names and contents of all class files; empty if there are none
 */
public record BuiltClasses(String directory, String fingerprint) {

    private static final String CLASS = ".class";

    /**
     * The classes in a directory as they are now.
     *
     * @param project the project's directory
     * @param directory the directory
     * @return its classes
     * @throws IOException if it cannot be read
     */
    public static BuiltClasses of(Path project, Path directory) throws IOException {
        return new BuiltClasses(relative(project, directory), fingerprint(directory));
    }

    /**
     * The way to a file, as it stays when a project is moved between its tests and their verification, as from one machine
     * to another.
     *
     * @param from the directory to begin at
     * @param to the file
     * @return the way, with / between names; the whole path where there is none
     */
    public static String relative(Path from, Path to) {
        Path start = from.toAbsolutePath().normalize();
        Path end = to.toAbsolutePath().normalize();
        boolean sameRoot = start.getRoot() != null && start.getRoot().equals(end.getRoot());
        return (sameRoot ? start.relativize(end) : end).toString().replace('\\', '/');
    }

    /**
     * Whether the classes there are the same now.
     *
     * @param project the project's directory
     * @return whether they are
     * @throws IOException if they cannot be read
     */
    public boolean areUnchanged(Path project) throws IOException {
        return fingerprint.equals(fingerprint(project.resolve(directory)));
    }

    private static String fingerprint(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return "";
        }
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            all.filter(file -> file.toString().endsWith(CLASS))
                    .forEach(file ->
                            files.put(directory.relativize(file).toString().replace('\\', '/'), file));
        } catch (UncheckedIOException unreadable) {
            throw new IOException(directory + ": cannot be read", unreadable);
        }
        MessageDigest digest = sha256();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            byte[] content = Files.readAllBytes(file.getValue());
            digest.update((file.getKey() + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(content);
        }
        return files.isEmpty() ? "" : HexFormat.of().formatHex(digest.digest());
    }

    /** The digest of a text, by which a file is known that was changed after it had been written. */
    static String digest(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
