package io.gradcheck.check.textbook;

import io.gradcheck.check.kinds.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the checker is known to get wrong over 50 seeds, with the reason; anything else is a defect.
 *
 * <p>Right gradients that fail, and wrong ones that pass above their limit or are taken for right around a kink. They stand
 * in {@code known-limits.txt}: a line with a reason, and below it, indented, each gradient to which that applies.
 */
final class KnownLimits {

    private static final String INDENT = "    ";
    private static final String UNEXPLAINED = "to be explained";

    private final Map<String, String> reasons;

    private KnownLimits(Map<String, String> reasons) {
        this.reasons = reasons;
    }

    static KnownLimits read() {
        Map<String, String> reasons = new LinkedHashMap<>();
        String reason = UNEXPLAINED;
        for (String line : text().lines().filter(line -> !line.isBlank()).toList()) {
            if (line.startsWith(INDENT)) {
                reasons.put(line.strip(), reason);
            } else {
                reason = line.strip();
            }
        }
        return new KnownLimits(reasons);
    }

    private static String text() {
        try (InputStream file = KnownLimits.class.getResourceAsStream("known-limits.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<String> reason(Tally tally) {
        return Optional.ofNullable(reasons.get(tally.key()));
    }

    /** {@return the keys of the tallies that are known to go wrong} */
    Set<String> keys() {
        return reasons.keySet();
    }

    /** The file as it would have to be: without limits that no longer occur, and with those that are new. */
    String renewed(List<Tally> surprising) {
        Map<String, Set<String>> keys = new LinkedHashMap<>();
        reasons.values().forEach(reason -> keys.put(reason, new LinkedHashSet<>()));
        for (Tally tally : surprising) {
            keys.computeIfAbsent(reason(tally).orElse(UNEXPLAINED), reason -> new LinkedHashSet<>())
                    .add(tally.key());
        }
        StringBuilder text = new StringBuilder();
        keys.forEach((reason, of) -> {
            if (!of.isEmpty()) {
                text.append(reason).append('\n');
                of.forEach(key -> text.append(INDENT).append(key).append('\n'));
            }
        });
        return text.toString();
    }
}
