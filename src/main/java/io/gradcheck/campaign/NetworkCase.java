package io.gradcheck.campaign;

import io.gradcheck.nn.Batch;
import io.gradcheck.nn.Network;
import io.gradcheck.subject.Subject;

/**
 * A random network with the examples on which its gradient is checked.
 *
 * @param network the network
 * @param batch the examples
 */
public record NetworkCase(Network network, Batch batch) {

    /** {@return the loss of the network on the examples, to be checked} */
    public Subject subject() {
        return network.on(batch);
    }
}
