/**
 * Gradient checkers beside this project's, on the same networks, in one run on one machine.
 *
 * <p>Every checker gets networks with the same weights, the same examples and the same loss, the mean cross entropy of
 * a batch, in double precision and on one thread: this project's checker on the network with all its variables and
 * laws, and on the network as an opaque function of its weights and biases; central differences by hand; the
 * differences of Commons Math; {@code DerivativeChecker} of DDogleg; {@code GradientCheckUtil} of DL4J on a network of
 * DL4J; and {@code torch.autograd.gradcheck}, slow and fast, where a Python with torch is found. Each has the settings
 * that its own documentation or tests use; {@link peers.Peers} lists them.
 *
 * <p>Three questions are asked:
 *
 * <ul>
 *   <li>What does a check cost? {@link peers.Costs} measures the time of warm checks and counts the evaluations of the
 *       network and its gradients. Where a checker goes through all entries, and there are too many, some
 *       entries are measured and the rest is extrapolated, which an {@code x} marks.
 *   <li>Does it call right gradients wrong, and which wrong ones does it see? {@link peers.Sensitivity} shows it ReLU
 *       networks with pre-activations that are exactly zero, and networks of which one weight's gradient is wrong by a
 *       relative error.
 *   <li>How fast are the networks themselves? {@link peers.Passes} measures forward and backward passes here and in
 *       torch, so that what checks cost can be told from what their networks cost.
 * </ul>
 *
 * <p>The answers are printed, and written as tables to {@code target/peers.md}. {@link peers.PeersTest} asserts only
 * what has to hold on every machine.
 */
package peers;
