package io.gradcheck.campaign.diagnosis;

import io.gradcheck.campaign.WrongSubject;
import io.gradcheck.subject.Subject;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A mistake that can be planted into right subjects.
 *
 * @param name what it is called in the table
 * @param planting how it is planted
 */
record PlantedMistake(String name, Planting planting) {

    /** How a mistake is planted into a right subject; empty where it cannot be made. */
    @FunctionalInterface
    interface Planting {
        Optional<Plant> into(Subject right, SplittableRandom random);
    }

    /**
     * A wrong subject.
     *
     * @param subject the subject
     * @param diagnoses the names of the mistake, any of which is right; none if no diagnosis knows it
     */
    record Plant(Subject subject, Set<String> diagnoses) {

        static Optional<Plant> of(Subject right, String diagnosis, WrongSubject.Claim claim) {
            return of(right, Set.of(diagnosis), claim);
        }

        static Optional<Plant> of(Subject right, Set<String> diagnoses, WrongSubject.Claim claim) {
            return Optional.of(new Plant(new WrongSubject(right, claim), diagnoses));
        }
    }
}
