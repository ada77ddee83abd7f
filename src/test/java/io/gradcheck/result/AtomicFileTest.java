package io.gradcheck.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    private Path folder;

    @Test
    void a_file_is_written_with_its_folders_and_replaced() throws IOException {
        Path file = folder.resolve("a/b/report.json");

        AtomicFile.write(file, "one");
        AtomicFile.write(file, "two");

        assertThat(file).hasContent("two");
        assertThat(file.getParent()).isDirectoryContaining(file::equals);
        assertThat(file.getParent().toFile().list()).as("no draft is left").hasSize(1);
    }

    @Test
    void whoever_may_read_other_files_may_read_it() throws IOException {
        Path file = folder.resolve("report.json");
        Path other = Files.writeString(folder.resolve("other"), "");

        AtomicFile.write(file, "");

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void what_was_there_stays_where_it_cannot_be_replaced() throws IOException {
        Path full = Files.createDirectories(folder.resolve("full"));
        Path inside = Files.writeString(full.resolve("inside"), "kept");

        assertThatThrownBy(() -> AtomicFile.write(full, "text")).isInstanceOf(IOException.class);

        assertThat(inside).hasContent("kept");
        assertThat(folder.toFile().list()).as("no draft is left").hasSize(1);
    }
}
