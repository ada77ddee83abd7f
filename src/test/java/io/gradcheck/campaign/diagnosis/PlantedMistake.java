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
public record PlantedMistake(String name, Planting planting) {

    /** How a mistake is planted into a right subject; empty where it cannot be made. */
    @FunctionalInterface
    public interface Planting {
        Optional<Plant> into(Subject right, SplittableRandom random);
    }

    /**
     * A wrong subject.
     *
     * @param subject the subject
     * @param diagnoses the names of the mistake, any of which is right; none if no diagnosis knows it
     */
    public record Plant(Subject subject, Set<String> diagnoses) {

        public static Optional<Plant> of(Subject right, String diagnosis, WrongSubject.Claim claim) {
            return of(right, Set.of(diagnosis), claim);
        }

        public static Optional<Plant> of(Subject right, Set<String> diagnoses, WrongSubject.Claim claim) {
            return Optional.of(new Plant(new WrongSubject(right, claim), diagnoses));
        }
    }
}
