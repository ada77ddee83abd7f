/**
 * Properties of jqwik over random gradients: arbitraries over the generators and shrinkers of campaigns, so that
 * {@code @ForAll NetworkCase network} works without more, and a hook that judges every property by the gradients it checks.
 *
 * <p>Loaded only where jqwik is on the class path. In a property a seed repeats the whole property; a single case of a
 * series is repeated by {@link io.gradcheck.source.SubjectSource#at}.
 */
@NullMarked
package io.gradcheck.jqwik;

import org.jspecify.annotations.NullMarked;
