package io.gradcheck.campaign;

import io.gradcheck.check.GradientReport;
import io.gradcheck.result.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One mistake, as far as a single case shows it: the wrong variables of one diagnosis, or those without any; a law, where no
 * gradient is wrong; what was thrown.
 *
 * @param signature what it looks like
 * @param variables the wrong variables that look like it, without numbers in their names; none for a law or what was thrown
 * @param others what else it looks like
 * @param beside the other wrong variables of the case
 * @param laws the signatures of the laws that the case breaks, if a gradient is wrong
 */
record Part(String signature, Set<String> variables, Set<String> others, Set<String> beside, Set<String> laws) {

    /** A mistake that is not one of a variable. */
    static Part of(String signature) {
        return new Part(signature, Set.of(), Set.of(), Set.of(), Set.of());
    }

    /**
     * The mistakes that a wrong case shows.
     *
     * @param report its report
     * @param sought what counts as a mistake
     * @return wrong variables, those without a diagnosis last; where there are none, the first broken law; where laws alone
     *     are sought, each broken law
     */
    static List<Part> of(GradientReport report, Sought sought) {
        List<String> laws = Signatures.broken(report);
        if (!sought.gradients()) {
            return laws.stream().map(Part::of).toList();
        }
        List<Part> parts = ofVariables(report, sought.laws() ? Set.copyOf(laws) : Set.of());
        if (parts.isEmpty() && !laws.isEmpty()) {
            Set<String> others = new TreeSet<>(laws.subList(1, laws.size()));
            parts.add(new Part(laws.get(0), Set.of(), others, Set.of(), Set.of()));
        }
        return parts;
    }

    private static List<Part> ofVariables(GradientReport report, Set<String> laws) {
        List<Look> looks = Look.ofVariables(report.findings());
        Set<String> wrong = new TreeSet<>();
        looks.forEach(look -> wrong.addAll(look.variables()));
        List<Part> parts = new ArrayList<>();
        for (Look look : looks) {
            Set<String> others = new TreeSet<>();
            Signatures.wrong(report).stream()
                    .map(finding -> Look.said(finding).stream().distinct().toList())
                    .filter(said -> !said.isEmpty() && said.get(0).equals(look.signature()))
                    .forEach(said -> others.addAll(said.subList(1, said.size())));
            Set<String> beside = new TreeSet<>(wrong);
            beside.removeAll(look.variables());
            parts.add(new Part(look.signature(), look.variables(), others, beside, laws));
        }
        return parts;
    }
}
