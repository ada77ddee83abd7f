package io.gradcheck.campaign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {

    @TempDir
    private Path directory;

    @Test
    void its_folder_is_among_the_temporary_files_of_this_jvm() throws IOException {
        assertThat(WorkerProcess.folder(directory).getParent()).isEqualTo(directory);
    }

    @Test
    void a_socket_fits_into_its_folder_however_long_the_path_of_temporary_files_is() throws IOException {
        Path deep = Files.createDirectories(directory.resolve(
                "usercache/somebody/appcache/application_1700000000000_0001/container_e01_000002/tmp"));

        Path folder = WorkerProcess.folder(deep);

        Path socket = folder.resolve(WorkerProcess.SOCKET);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertThat(socket).exists();
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(folder);
        }
    }
}
