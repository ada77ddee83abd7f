package io.gradcheck.campaign;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the cases that show a mistake have in common: how many of them have which trait.
 *
 * @param variables the wrong variables that look like the mistake
 * @param others what else these look like
 * @param beside other wrong variables
 * @param laws broken laws
 * @param cases what the whole case looks like, this mistake included: cases that two mistakes share are counted once by it
 */
record Votes(
        Map<String, Long> variables,
        Map<String, Long> others,
        Map<String, Long> beside,
        Map<String, Long> laws,
        Map<String, Long> cases) {

    static Votes of(Part part, List<Part> all) {
        String whole = all.stream().map(Part::signature).sorted().collect(Collectors.joining(" + "));
        return new Votes(
                one(part.variables()), one(part.others()), one(part.beside()), one(part.laws()), one(Set.of(whole)));
    }

    private static Map<String, Long> one(Set<String> all) {
        Map<String, Long> counts = new TreeMap<>();
        all.forEach(name -> counts.put(name, 1L));
        return counts;
    }

    Votes with(Votes more) {
        return new Votes(
                sum(variables, more.variables),
                sum(others, more.others),
                sum(beside, more.beside),
                sum(laws, more.laws),
                sum(cases, more.cases));
    }

    private static Map<String, Long> sum(Map<String, Long> some, Map<String, Long> more) {
        Map<String, Long> counts = new TreeMap<>(some);
        more.forEach((name, count) -> counts.merge(name, count, Long::sum));
        return counts;
    }
}
