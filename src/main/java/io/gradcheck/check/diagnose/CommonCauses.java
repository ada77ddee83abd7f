package io.gradcheck.check.diagnose;

import io.gradcheck.finding.Diagnosis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts those diagnoses first that explain most of the wrong variables: a mistake in the derivative of one layer explains
 * every variable below it.
 */
final class CommonCauses {

    private CommonCauses() {}

    /**
     * Orders the diagnoses of each variable; among those that explain equally many the order stays.
     *
     * @param diagnoses the diagnoses of each variable, most likely first
     * @param failing the number of variables that are wrong
     * @return the same, where more than one variable is wrong with the number explained
     */
    static List<List<Diagnosis>> first(List<List<Diagnosis>> diagnoses, int failing) {
        Map<String, Integer> explained = new HashMap<>();
        for (List<Diagnosis> ofOne : diagnoses) {
            ofOne.stream()
                    .filter(diagnosis -> !diagnosis.kind().saysOnlyWhere())
                    .forEach(diagnosis -> explained.merge(diagnosis.mistake(), 1, Integer::sum));
        }
        List<List<Diagnosis>> ordered = new ArrayList<>();
        for (List<Diagnosis> ofOne : diagnoses) {
            ordered.add(ofOne.stream()
                    .sorted(Comparator.comparing(
                            diagnosis -> explained.getOrDefault(diagnosis.mistake(), 1), Comparator.reverseOrder()))
                    .map(diagnosis -> counted(diagnosis, explained.getOrDefault(diagnosis.mistake(), 0), failing))
                    .toList());
        }
        return ordered;
    }

    private static Diagnosis counted(Diagnosis diagnosis, int explained, int failing) {
        return failing < 2 || explained == 0
                ? diagnosis
                : new Diagnosis(
                        diagnosis.kind(),
                        diagnosis.mistake(),
                        diagnosis.evidence() + "; in " + explained + " of " + failing + " wrong variables");
    }
}
