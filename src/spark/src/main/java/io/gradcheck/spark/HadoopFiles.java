package io.gradcheck.spark;

import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.result.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Files of whatever file systems the cluster knows. A file appears whole or not at all. */
final class HadoopFiles {

    private static final String JSON = ".json";

    private final Configuration configuration;

    HadoopFiles(Configuration configuration) {
        this.configuration = configuration;
    }

    /** What is written to a file. */
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    /** Writes a file under another name, and then gives it its own. */
    void write(String file, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.to(bytes);
        write(new Path(file), bytes.toByteArray());
    }

    private void write(Path file, byte[] bytes) throws IOException {
        FileSystem system = file.getFileSystem(configuration);
        if (system instanceof LocalFileSystem local) {
            // Without files of checksums beside them, as a corpus is kept with the code.
            AtomicFile.write(local.pathToFile(file).toPath(), new String(bytes, StandardCharsets.UTF_8));
            return;
        }
        Path draft = new Path(file.getParent(), "." + file.getName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (OutputStream out = system.create(draft, true)) {
                out.write(bytes);
            }
            rename(system, draft, file);
        } catch (IOException | RuntimeException notWritten) {
            system.delete(draft, false);
            throw notWritten;
        }
    }

    private void rename(FileSystem system, Path draft, Path file) throws IOException {
        try {
            FileContext.getFileContext(system.makeQualified(file).toUri(), configuration)
                    .rename(system.makeQualified(draft), system.makeQualified(file), Options.Rename.OVERWRITE);
        } catch (UnsupportedFileSystemException old) {
            // One that has no rename over a file that exists: for a moment there is none.
            system.delete(file, false);
            if (!system.rename(draft, file)) {
                throw new IOException("found that " + draft + " cannot be renamed to " + file, old);
            }
        }
    }

    /** The files of a regression corpus by their names; none if there is no such directory. */
    Map<String, byte[]> corpus(String directory) throws IOException {
        Path path = new Path(directory);
        FileSystem system = path.getFileSystem(configuration);
        Map<String, byte[]> files = new TreeMap<>();
        try {
            for (FileStatus file : system.listStatus(path)) {
                if (file.isFile() && file.getPath().getName().endsWith(JSON)) {
                    try (FSDataInputStream in = system.open(file.getPath())) {
                        files.put(file.getPath().getName(), in.readAllBytes());
                    }
                }
            }
        } catch (FileNotFoundException none) {
            return Map.of();
        }
        return files;
    }

    /**
     * Adds what was found to a regression corpus.
     *
     * @param known its files so far
     * @return what cannot be written, and why; empty if all is
     */
    List<String> addTo(String directory, Map<String, byte[]> known, CampaignReport report) {
        List<String> problems = new ArrayList<>();
        try {
            java.nio.file.Path local = LocalFiles.temporary(known);
            problems.addAll(report.addTo(local));
            for (Map.Entry<String, byte[]> file : LocalFiles.read(local).entrySet()) {
                if (!Arrays.equals(file.getValue(), known.get(file.getKey()))) {
                    write(new Path(new Path(directory), file.getKey()), file.getValue());
                }
            }
            LocalFiles.delete(local);
        } catch (IOException | RuntimeException cannotWrite) {
            problems.add("--corpus: cannot write to " + directory + ": " + cannotWrite);
        }
        return problems;
    }
}
