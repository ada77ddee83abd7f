package peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gradcheck.nn.Products;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares the checkers once, and asserts what has to hold on every machine. No time is asserted. */
class PeersTest {

    private static final long SEED = Long.getLong("peers.seed", 1);

    private static Comparison comparison;
    private static String page;

    @BeforeAll
    static void compare() throws IOException, InterruptedException {
        Path target = Files.createDirectories(Path.of(System.getProperty("peers.target", "target")));
        Path folder = Path.of(System.getProperty("peers.folder", "."));
        try (Torch torch = Torch.start(System.getProperty("peers.python", ""), folder, target)) {
            List<String> conditions = List.of(
                    "seed " + SEED,
                    "JVM " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                    System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                            + Runtime.getRuntime().availableProcessors() + " processors, load average at the beginning "
                            + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    System.getProperty("peers.versions", "versions as in pom.xml"),
                    "matrix products of gradcheck: " + Products.description(),
                    torch.version());
            conditions.forEach(condition -> System.out.println("[peers] " + condition));
            comparison = Comparison.run(SEED, torch);
            page = Page.of(comparison, conditions, SEED);
        }
        Path file = target.resolve("peers.md");
        Page.write(page, file);
        System.out.println(page);
        System.out.println("[peers] written to " + file);
    }

    @Test
    void gradcheckCallsNoRightNetworkWrong() {
        for (Peer peer : List.of(new PeerGradcheck(false, SEED), new PeerGradcheck(true, SEED))) {
            Comparison.Row row = comparison.rows().get(peer.name());
            assertEquals(0, row.kinks().orThrow().wrong(), peer.name());
            for (Networks networks : Comparison.SMALLER) {
                assertEquals(0, row.seen(networks).orThrow().rightCalledWrong(), peer.name() + ", " + networks);
            }
            for (Networks networks : Networks.values()) {
                assertEquals(Peer.Verdict.RIGHT, row.cost(networks).orThrow().verdict(), peer.name() + ", " + networks);
            }
        }
    }

    @Test
    void gradcheckSeesASmallErrorInOneWeight() {
        String name = new PeerGradcheck(false, SEED).name();
        double smallest = comparison.rows().get(name).seen(Networks.SMALL).orThrow().smallest();
        assertTrue(smallest <= 1e-6, () -> "smallest error seen: found " + smallest + ", wanted at most 1e-6");
    }

    @Test
    void everyCheckerHasItsRows() {
        for (String name : comparison.rows().keySet()) {
            long rows = page.lines().filter(line -> line.startsWith("| " + name + " |")).count();
            assertEquals(Networks.values().length + 1, rows, name);
        }
        assertEquals(8, comparison.rows().size());
    }
}
