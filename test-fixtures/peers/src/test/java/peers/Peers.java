package peers;

import java.util.ArrayList;
import java.util.List;

/** The checkers that are compared, with their settings. */
final class Peers {

    private Peers() {}

    /**
     * All of them, in the order of the tables. This project's two are the first.
     *
     * @param seed the seed of those that draw something
     * @param torch the Python that has torch, or the reason why there is none
     */
    static List<Peer> all(long seed, Torch torch) {
        List<Peer> peers = new ArrayList<>();
        peers.add(new PeerGradcheck(false, seed));
        peers.add(new PeerGradcheck(true, seed));
        peers.add(PeerDifferences.central(1e-5));
        peers.add(PeerDifferences.commonsMath(5, 1e-3));
        peers.add(new PeerDdogleg());
        peers.add(new PeerDl4j());
        peers.add(new PeerTorch(torch, PeerTorch.Mode.SLOW));
        peers.add(new PeerTorch(torch, PeerTorch.Mode.FAST));
        return List.copyOf(peers);
    }
}
