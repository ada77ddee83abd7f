/**
 * Random networks, and the layers of the engine, as sources of random subjects.
 */
@NullMarked
package io.gradcheck.source.network;

import org.jspecify.annotations.NullMarked;
