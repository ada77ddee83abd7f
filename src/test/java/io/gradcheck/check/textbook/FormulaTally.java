package io.gradcheck.check.textbook;

import io.gradcheck.check.kinds.Kind;
import io.gradcheck.check.kinds.Mistake;
import io.gradcheck.check.kinds.Tally;
import io.gradcheck.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The verdicts on one formula, right and wrong, at all sorts of numbers.
 *
 * @param formula the formula
 * @param tallies one for each sort of numbers and each gradient
 */
record FormulaTally(Formula formula, List<Tally> tallies) {

    static FormulaTally of(Formula formula, long firstSeed, int seeds) {
        List<Tally> tallies = new ArrayList<>();
        for (Kind kind : formula.kinds()) {
            tallies.add(Tally.ofHarm(kind, Optional.empty(), firstSeed, seeds));
            for (Mistake mistake : kind.mistakes()) {
                tallies.add(Tally.ofHarm(kind, Optional.of(mistake), firstSeed, seeds));
            }
        }
        return new FormulaTally(formula, tallies);
    }

    /** One row of a table, of one formula or of several. */
    static String row(String name, List<Tally> tallies) {
        return "| %s | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,d |%n"
                .formatted(
                        name,
                        checks(tallies, true),
                        count(tallies, true, Verdict.FAIL),
                        count(tallies, true, Verdict.INCONCLUSIVE),
                        count(tallies, true, Verdict.KINK),
                        checks(tallies, false),
                        count(tallies, false, Verdict.FAIL),
                        count(tallies, false, Verdict.INCONCLUSIVE),
                        count(tallies, false, Verdict.KINK),
                        missed(tallies) - count(tallies, false, Verdict.KINK),
                        tallies.stream().mapToLong(Tally::belowLimit).sum());
    }

    static long checks(List<Tally> tallies, boolean right) {
        return tallies.stream()
                .filter(tally -> tally.isRight() == right)
                .mapToLong(Tally::seeds)
                .sum();
    }

    static long count(List<Tally> tallies, boolean right, Verdict verdict) {
        return tallies.stream()
                .filter(tally -> tally.isRight() == right)
                .mapToLong(tally -> tally.count(verdict))
                .sum();
    }

    /** Wrong gradients that passed above the limit that was stated, or were taken for right around a kink. */
    static long missed(List<Tally> tallies) {
        return tallies.stream()
                .filter(tally -> !tally.isRight())
                .mapToLong(Tally::surprises)
                .sum();
    }
}
